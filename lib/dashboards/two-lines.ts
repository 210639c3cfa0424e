import { Color, type HorizontalAnnotation } from 'aws-cdk-lib/aws-cloudwatch';

/** Two lines of a graph: above the upper one it alarms, above the lower one somebody looks before it does. */
export const twoLines = (threshold: number, investigatePercent: number): HorizontalAnnotation[] => [
  { value: threshold, label: 'alarm', color: Color.RED },
  { value: Number(((threshold * investigatePercent) / 100).toPrecision(4)), label: 'investigate', color: Color.ORANGE },
];

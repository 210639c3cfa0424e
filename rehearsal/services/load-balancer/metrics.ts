/** Reports what the load balancer measured as AWS/ApplicationELB metrics, in ELB's name. */
import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import type { Cloud } from '../../cloud/cloud';
import type { GroupHealth, Measure } from './messages';

/** ARN to the name that dimensions hold. */
export interface Names {
  balancer(arn: string): string | undefined;
  group(arn: string): string | undefined;
}

/** Limits of PutMetricData. */
const valuesPerDatum = 150;
const dataPerCall = 1_000;

type Dimensions = { readonly Name: string; readonly Value: string }[];

export const reportMeasures = (cloud: Cloud, names: Names, measures: readonly Measure[]): void =>
  put(
    cloud,
    measures.flatMap((measure) => measureData(names, measure)),
  );

/** Counts of targets of each group, at the minute that runs. */
export const reportHealth = (cloud: Cloud, names: Names, routed: ReadonlyMap<string, string>, groups: readonly GroupHealth[]): void =>
  put(
    cloud,
    groups.flatMap(({ group, healthy, unhealthy }) => {
      const dimensions = dimensionsOf(names, routed.get(group), group);
      if (dimensions === undefined) return [];
      const at = { Timestamp: new Date(Math.floor(cloud.clock.now() / 60_000) * 60_000), Dimensions: dimensions, Unit: 'Count' as const };
      return [
        { MetricName: 'HealthyHostCount', Value: healthy.length, ...at },
        { MetricName: 'UnHealthyHostCount', Value: unhealthy.length, ...at },
      ];
    }),
  );

/**
 * ELB reports counts only where there is something to count. Its own errors belong to no target group, and requests
 * that reached no target are not counted.
 */
export const measureData = (names: Names, measure: Measure): MetricDatum[] => {
  const Timestamp = new Date(measure.minute);
  const balancer = dimensionsOf(names, measure.balancer);
  const both = dimensionsOf(names, measure.balancer, measure.group);
  if (balancer === undefined) return [];
  const sets = measure.group === undefined || both === undefined ? [balancer] : [balancer, both];
  const count = (MetricName: string, sum: number, Dimensions: Dimensions): MetricDatum[] =>
    sum === 0 ? [] : [{ MetricName, Values: [1], Counts: [sum], Unit: 'Count', Timestamp, Dimensions }];
  return [
    ...count('HTTPCode_ELB_5XX_Count', measure.balancerErrors, balancer),
    ...sets.flatMap((Dimensions) => [
      ...count('RequestCount', measure.requests, Dimensions),
      ...Object.entries(measure.codes).flatMap(([code, sum]) => count(`HTTPCode_Target_${code}_Count`, sum, Dimensions)),
      ...chunks(measure.latencies, valuesPerDatum).map((Values): MetricDatum => ({
        MetricName: 'TargetResponseTime',
        Values: [...Values],
        Unit: 'Seconds',
        Timestamp,
        Dimensions,
      })),
    ]),
  ];
};

const dimensionsOf = (names: Names, balancer: string | undefined, group?: string): Dimensions | undefined => {
  const balancerName = balancer === undefined ? undefined : names.balancer(balancer);
  if (balancerName === undefined) return undefined;
  const groupName = group === undefined ? undefined : names.group(group);
  const first = { Name: 'LoadBalancer', Value: balancerName };
  return groupName === undefined ? [first] : [{ Name: 'TargetGroup', Value: groupName }, first];
};

const put = (cloud: Cloud, data: readonly MetricDatum[]): void => {
  for (const MetricData of chunks(data, dataPerCall)) {
    const call = cloud.call(
      'monitoring',
      'PutMetricData',
      { Namespace: 'AWS/ApplicationELB', MetricData },
      { kind: 'service', name: 'elasticloadbalancing.amazonaws.com' },
    );
    cloud.background('elasticloadbalancing', 'PutMetricData', call);
  }
};

const chunks = <Item>(items: readonly Item[], size: number): (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

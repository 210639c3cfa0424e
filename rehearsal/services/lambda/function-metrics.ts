import type { Cloud } from '../../cloud/cloud';

/** One run of a function, for its metrics; real milliseconds. */
export interface InvocationMeasure {
  readonly failed: boolean;
  readonly milliseconds: number;
}

/** Puts Invocations, Errors and Duration into AWS/Lambda under the function's name. */
export const recordInvocation = (cloud: Cloud, functionName: string, measure: InvocationMeasure): void => {
  const Timestamp = new Date(cloud.clock.now());
  const Dimensions = [{ Name: 'FunctionName', Value: functionName }];
  const datum = (MetricName: string, Value: number, Unit: string) => ({ MetricName, Value, Unit, Timestamp, Dimensions });
  const MetricData = [
    datum('Invocations', 1, 'Count'),
    datum('Errors', measure.failed ? 1 : 0, 'Count'),
    datum('Duration', measure.milliseconds, 'Milliseconds'),
  ];
  cloud.background(
    'lambda',
    `metrics of ${functionName}`,
    cloud.call('monitoring', 'PutMetricData', { Namespace: 'AWS/Lambda', MetricData }, { kind: 'service', name: 'lambda.amazonaws.com' }),
  );
};

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

/** What a version behind a load balancer did since the last report; real milliseconds. */
export interface InvocationMeasures {
  readonly errors: number;
  readonly milliseconds: readonly number[];
}

/** PutMetricData takes so many values at once. */
const valuesPerDatum = 150;

/** The same for many runs at once, under the function's name, and under the alias that was called. */
export const recordInvocations = (
  cloud: Cloud,
  { functionName, resource }: { readonly functionName: string; readonly resource: string },
  { errors, milliseconds }: InvocationMeasures,
): void => {
  const Timestamp = new Date(cloud.clock.now());
  const byName = [{ Name: 'FunctionName', Value: functionName }];
  const MetricData = [byName, [...byName, { Name: 'Resource', Value: resource }]].flatMap((Dimensions) => [
    { MetricName: 'Invocations', Values: [1], Counts: [milliseconds.length], Unit: 'Count', Timestamp, Dimensions },
    { MetricName: 'Errors', Value: errors, Unit: 'Count', Timestamp, Dimensions },
    ...chunks(milliseconds).map((Values) => ({ MetricName: 'Duration', Values, Unit: 'Milliseconds', Timestamp, Dimensions })),
  ]);
  cloud.background(
    'lambda',
    `metrics of ${functionName}`,
    cloud.call('monitoring', 'PutMetricData', { Namespace: 'AWS/Lambda', MetricData }, { kind: 'service', name: 'lambda.amazonaws.com' }),
  );
};

const chunks = (values: readonly number[]): number[][] =>
  Array.from({ length: Math.ceil(values.length / valuesPerDatum) }, (_, index) =>
    values.slice(index * valuesPerDatum, (index + 1) * valuesPerDatum),
  );

import type * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Operation, Principal } from '../../cloud/service';
import type { MetricControl } from './faults';
import type { DatumInput, putMetricDataInput } from './inputs';
import { dimensionRecord } from './metric-id';
import type { Datum, MetricStore, Samples } from './metric-store';

/** CloudWatch takes points up to two weeks old and two hours ahead. */
const oldest = 14 * 24 * 3_600_000;
const newest = 2 * 3_600_000;

/** Distinct values in one datum of a customer; services of AWS have their own ways. */
const customerValues = 150;

type Input = v.InferOutput<typeof putMetricDataInput>;

const refused = (message: string) => new AwsError('InvalidParameterValueException', message);

const samplesOf = (datum: DatumInput): Samples => {
  if (datum.StatisticValues !== undefined) return { kind: 'statistics', set: datum.StatisticValues };
  const values = datum.Values ?? [datum.Value ?? 0];
  return { kind: 'values', values: values.map((value, index) => [value, datum.Counts?.[index] ?? 1] as const) };
};

const toDatum = (namespace: string, given: DatumInput, now: number): Datum => {
  const timestamp = given.Timestamp?.getTime() ?? now;
  if (timestamp < now - oldest || timestamp > now + newest)
    throw refused(
      `The parameter MetricData.Timestamp must be within two weeks before and two hours after now, and is ${new Date(timestamp).toISOString()}`,
    );
  return {
    metric: { namespace, name: given.MetricName, dimensions: dimensionRecord(given.Dimensions) },
    timestamp,
    resolution: given.StorageResolution,
    unit: given.Unit,
    samples: samplesOf(given),
  };
};

const checkCustomer = ({ Namespace, MetricData }: Input, caller: Principal): void => {
  if (caller.kind === 'service') return;
  if (Namespace.startsWith('AWS/'))
    throw refused(`The value AWS/ for parameter Namespace is invalid: ${Namespace} belongs to AWS services.`);
  const crowded = MetricData.find(({ Values = [] }) => Values.length > customerValues);
  if (crowded !== undefined)
    throw refused(`The collection MetricData.Values of ${crowded.MetricName} must not have a size greater than ${customerValues}.`);
};

/** PutMetricData: all or nothing. */
export const putMetricData = (cloud: Cloud, store: MetricStore, control: MetricControl): Operation<Input, object> => ({
  needs: ({ Namespace }) => [{ action: 'cloudwatch:PutMetricData', resource: '*', context: { 'cloudwatch:namespace': Namespace } }],
  run: (input, caller) => {
    checkCustomer(input, caller);
    const data = input.MetricData.map((datum) => toDatum(input.Namespace, datum, cloud.clock.now()));
    for (const datum of data) store.put(datum, control.ingestionDelayMilliseconds);
    return {};
  },
});

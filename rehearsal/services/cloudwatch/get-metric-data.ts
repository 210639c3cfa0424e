import type { GetMetricDataOutput, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../cloud/aws-error';
import type { Operation } from '../../cloud/service';
import type { Point } from './faults';
import type { GetMetricDataInput } from './inputs';
import { dimensionRecord } from './metric-id';
import type { SeriesReader } from './series-reader';
import { parseStatistic } from './statistic';

type Query = GetMetricDataInput['MetricDataQueries'][number];

interface Answer {
  readonly id: string;
  readonly label: string;
  readonly points: readonly Point[];
}

const answer = (read: SeriesReader, query: Query, input: GetMetricDataInput): Answer[] => {
  const { MetricStat } = query;
  if (MetricStat === undefined || !query.ReturnData) return [];
  const { Metric, Stat, Period, Unit } = MetricStat;
  const id = { namespace: Metric.Namespace, name: Metric.MetricName, dimensions: dimensionRecord(Metric.Dimensions) };
  const range = { start: input.StartTime.getTime(), end: input.EndTime.getTime(), periodSeconds: Period };
  const points = read(id, parseStatistic(Stat), Unit === undefined ? range : { ...range, unit: Unit });
  return [
    { id: query.Id, label: query.Label ?? Metric.MetricName, points: input.ScanBy === 'TimestampAscending' ? points : points.toReversed() },
  ];
};

/** The token is how many points the pages before held. */
const offsetOf = (token: string | undefined): number => {
  const offset = Number(token ?? 0);
  if (Number.isInteger(offset) && offset >= 0) return offset;
  throw new AwsError('InvalidNextToken', `The next token ${token} is invalid.`);
};

const result = ({ id, label }: Answer, points: readonly Point[], complete: boolean): MetricDataResult => ({
  Id: id,
  Label: label,
  Timestamps: points.map(({ start }) => new Date(start)),
  Values: points.map(({ value }) => value),
  StatusCode: complete ? 'Complete' : 'PartialData',
});

/** One page: metrics in order, each with what fits; those that continue say PartialData. */
export const pageOf = (answers: readonly Answer[], offset: number, size: number): GetMetricDataOutput => {
  const end = offset + size;
  let before = 0;
  const MetricDataResults: MetricDataResult[] = [];
  for (const entry of answers) {
    const after = before + entry.points.length;
    const started = after > offset || (before >= offset && offset === 0);
    if (before <= end && started)
      MetricDataResults.push(result(entry, entry.points.slice(Math.max(0, offset - before), Math.max(0, end - before)), after <= end));
    before = after;
  }
  return { MetricDataResults, Messages: [], ...(before > end ? { NextToken: String(end) } : {}) };
};

/** GetMetricData. */
export const getMetricData = (read: SeriesReader): Operation<GetMetricDataInput, GetMetricDataOutput> => ({
  needs: () => [{ action: 'cloudwatch:GetMetricData', resource: '*' }],
  run: (input) => {
    const answers = input.MetricDataQueries.flatMap((query) => answer(read, query, input));
    return pageOf(answers, offsetOf(input.NextToken), input.MaxDatapoints);
  },
});

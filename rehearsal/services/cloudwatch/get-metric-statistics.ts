import type { Datapoint, GetMetricStatisticsOutput } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../cloud/aws-error';
import type { Operation } from '../../cloud/service';
import type { GetMetricStatisticsInput } from './inputs';
import { dimensionRecord, type MetricId } from './metric-id';
import type { Range } from './metric-store';
import type { SeriesReader } from './series-reader';
import { parseStatistic } from './statistic';

/** Points that one answer may hold. */
const pointLimit = 1440;

const rangeOf = (input: GetMetricStatisticsInput): Range => {
  const range = { start: input.StartTime.getTime(), end: input.EndTime.getTime(), periodSeconds: input.Period };
  if ((range.end - range.start) / 1000 / range.periodSeconds > pointLimit)
    throw new AwsError(
      'InvalidParameterCombinationException',
      `You have requested up to ${Math.ceil((range.end - range.start) / 1000 / range.periodSeconds)} datapoints, which exceeds the limit of ${pointLimit}. Ask for a longer Period or a shorter range.`,
    );
  return input.Unit === undefined ? range : { ...range, unit: input.Unit };
};

/** GetMetricStatistics: one datapoint per period, with every statistic asked for. */
export const getMetricStatistics = (read: SeriesReader): Operation<GetMetricStatisticsInput, GetMetricStatisticsOutput> => ({
  needs: () => [{ action: 'cloudwatch:GetMetricStatistics', resource: '*' }],
  run: (input) => {
    const metric: MetricId = { namespace: input.Namespace, name: input.MetricName, dimensions: dimensionRecord(input.Dimensions) };
    const range = rangeOf(input);
    const datapoints = new Map<number, Datapoint>();
    const add = (statistic: string, put: (datapoint: Datapoint, value: number) => Datapoint) => {
      for (const { start, value } of read(metric, parseStatistic(statistic), range))
        datapoints.set(start, put(datapoints.get(start) ?? { Timestamp: new Date(start), Unit: 'None' }, value));
    };
    for (const name of input.Statistics) add(name, (datapoint, value) => ({ ...datapoint, [name]: value }));
    for (const name of input.ExtendedStatistics)
      add(name, (datapoint, value) => ({ ...datapoint, ExtendedStatistics: { ...datapoint.ExtendedStatistics, [name]: value } }));
    return { Label: input.MetricName, Datapoints: [...datapoints.values()] };
  },
});

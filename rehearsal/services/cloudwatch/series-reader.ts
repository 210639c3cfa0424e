import type { MetricControl, Point } from './faults';
import type { MetricId } from './metric-id';
import type { MetricStore, Range } from './metric-store';
import { statisticOf, type Statistic } from './statistic';

/** Reads one statistic of one metric, oldest point first, as the faults let it. */
export type SeriesReader = (metric: MetricId, statistic: Statistic, range: Range) => readonly Point[];

export const seriesReader =
  (store: MetricStore, control: MetricControl): SeriesReader =>
  (metric, statistic, range) => {
    const points = store.read(metric, range).flatMap(({ start, bucket }) => {
      const value = statisticOf(bucket, statistic);
      return value === undefined ? [] : [{ start, value }];
    });
    return control.apply(metric, points, range.periodSeconds);
  };

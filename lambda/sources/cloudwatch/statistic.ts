/** Aggregates of a monspec and statistics of CloudWatch. */
import type { Aggregate } from '../../monspec/monspec';

const named: Readonly<Record<string, string>> = {
  avg: 'Average',
  min: 'Minimum',
  max: 'Maximum',
  median: 'p50',
  sum: 'Sum',
  count: 'SampleCount',
};

/** CloudWatch's name of an aggregate. */
export const statisticOf = (aggregate: Aggregate): string => named[aggregate] ?? aggregate;

/** Whether a statistic counts: its periods add up, and none of them has samples behind it. */
export const isCount = (statistic: string): boolean => statistic === 'Sum' || statistic === 'SampleCount';

/** Whether the mean of a statistic over a window is weighted by the samples of its periods. */
export const weightable = (statistic: string): boolean => !isCount(statistic) && statistic !== 'Minimum' && statistic !== 'Maximum';

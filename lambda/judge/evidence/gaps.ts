/**
 * A missing point is `null` in a case and NaN from here on, so that every series is an array of nothing but numbers. An
 * array that may also hold `null` keeps each number in a box of its own, in four times the memory; and code that meets both
 * kinds has the engine turn every array into that one.
 */
import type { LevelData, LevelMetric, Metric, Pair, RateData, RateMetric } from './case';

type Points = LevelData['values'];

const onlyNumbers = (points: Points): Points => {
  const numbers: number[] = [];
  for (const point of points) {
    numbers.push(point ?? NaN);
  }
  return numbers;
};

const levelHasGaps = ({ values, weights }: LevelData): boolean => values.includes(null) || weights?.includes(null) === true;
const rateHasGaps = ({ numerator, denominator }: RateData): boolean => numerator.includes(null) || denominator.includes(null);

const levelData = (data: LevelData): LevelData => ({
  ...data,
  values: onlyNumbers(data.values),
  ...(data.weights === undefined ? {} : { weights: onlyNumbers(data.weights) }),
});

const rateData = (data: RateData): RateData => ({
  ...data,
  numerator: onlyNumbers(data.numerator),
  denominator: onlyNumbers(data.denominator),
});

interface Comparisons<Data> extends Pair<Data> {
  readonly history: readonly Pair<Data>[];
}

const anyGap = <Data>({ candidate, baseline, history }: Comparisons<Data>, hasGaps: (data: Data) => boolean): boolean =>
  hasGaps(candidate) || hasGaps(baseline) || history.some((pair) => hasGaps(pair.candidate) || hasGaps(pair.baseline));

const mended = <Data>({ candidate, baseline, history }: Comparisons<Data>, mend: (data: Data) => Data): Comparisons<Data> => ({
  candidate: mend(candidate),
  baseline: mend(baseline),
  history: history.map((pair) => ({ candidate: mend(pair.candidate), baseline: mend(pair.baseline) })),
});

const level = (metric: LevelMetric): LevelMetric => (anyGap(metric, levelHasGaps) ? { ...metric, ...mended(metric, levelData) } : metric);
const rate = (metric: RateMetric): RateMetric => (anyGap(metric, rateHasGaps) ? { ...metric, ...mended(metric, rateData) } : metric);

/** The metric with NaN for every `null`; a metric without one is returned as it is. */
export const withGapsAsNaN = (metric: Metric): Metric => (metric.kind === 'level' ? level(metric) : rate(metric));

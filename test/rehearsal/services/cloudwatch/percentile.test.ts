import * as fc from 'fast-check';
import { addStatistics, addValue, emptyBucket, mergeBuckets } from '../../../../rehearsal/services/cloudwatch/bucket';
import { percentile, trimmedMean } from '../../../../rehearsal/services/cloudwatch/percentile';
import { parseStatistic, statisticOf } from '../../../../rehearsal/services/cloudwatch/statistic';

const samples = fc.array(fc.record({ value: fc.integer({ min: -50, max: 50 }), weight: fc.integer({ min: 1, max: 9 }) }), {
  minLength: 1,
  maxLength: 40,
});
const percents = fc.integer({ min: 1, max: 100 });

const expand = (given: readonly { value: number; weight: number }[]) =>
  given.flatMap(({ value, weight }) => Array.from({ length: weight }, () => value)).toSorted((a, b) => a - b);

const weighted = (given: readonly { value: number; weight: number }[]) => {
  const map = new Map<number, number>();
  for (const { value, weight } of given) map.set(value, (map.get(value) ?? 0) + weight);
  return map;
};

test('a percentile of weighted values is the nearest rank of the values written out', () => {
  fc.assert(
    fc.property(samples, percents, (given, percent) => {
      const all = expand(given);
      expect(percentile(weighted(given), percent)).toBe(all[Math.ceil((all.length * percent) / 100) - 1]);
    }),
  );
});

test('a trimmed mean is the mean of the lowest samples, where their number is whole', () => {
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 10 }), (given, tenth) => {
      const tenfold = given.map(({ value, weight }) => ({ value, weight: weight * 10 }));
      const all = expand(tenfold);
      const lowest = all.slice(0, (all.length * tenth) / 10);
      expect(trimmedMean(weighted(tenfold), tenth * 10)).toBeCloseTo(lowest.reduce((sum, value) => sum + value, 0) / lowest.length, 9);
    }),
  );
});

test('minutes merged hold the statistics of all their samples', () => {
  fc.assert(
    fc.property(fc.array(samples, { minLength: 1, maxLength: 5 }), percents, (minutes, percent) => {
      const fill = (given: readonly { value: number; weight: number }[]) => {
        const bucket = emptyBucket();
        for (const { value, weight } of given) addValue(bucket, value, weight);
        return bucket;
      };
      const merged = mergeBuckets(minutes.map(fill));
      const all = expand(minutes.flat());
      const of = (name: string) => statisticOf(merged, parseStatistic(name));
      expect(of('SampleCount')).toBe(all.length);
      expect(of('Sum')).toBeCloseTo(
        all.reduce((sum, value) => sum + value, 0),
        6,
      );
      expect(of('Minimum')).toBe(all[0]);
      expect(of('Maximum')).toBe(all.at(-1));
      expect(of(`p${percent}`)).toBe(all[Math.ceil((all.length * percent) / 100) - 1]);
    }),
  );
});

test('many distinct values stay within half a percent', () => {
  const bucket = emptyBucket();
  for (let index = 1; index <= 50_000; index += 1) addValue(bucket, index / 7);
  expect(bucket.values!.size).toBeLessThan(10_000);
  const p90 = statisticOf(bucket, parseStatistic('p90'))!;
  expect(Math.abs(p90 / (45_000 / 7) - 1)).toBeLessThan(0.005);
});

test('a statistic set has no percentiles, unless all its values are equal', () => {
  const hidden = emptyBucket();
  addStatistics(hidden, { SampleCount: 10, Sum: 30, Minimum: 1, Maximum: 5 });
  expect(statisticOf(hidden, parseStatistic('p50'))).toBeUndefined();
  expect(statisticOf(hidden, parseStatistic('Average'))).toBe(3);
  const equal = emptyBucket();
  addStatistics(equal, { SampleCount: 10, Sum: 30, Minimum: 3, Maximum: 3 });
  expect(statisticOf(equal, parseStatistic('p50'))).toBe(3);
});

test.each(['p101', 'p', 'p0', 'median', 'TM(10%:90%)', 'average'])('the statistic %s is refused', (text) => {
  expect(() => parseStatistic(text)).toThrow(/not supported/);
});

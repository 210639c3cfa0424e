import type { SeriesOutcome } from '../../lambda/judge/series';
import { newestPoint } from '../../lambda/sources/newest-point';

const level = (values: readonly (number | null)[]): SeriesOutcome => ({
  kind: 'series',
  series: { kind: 'level', periodSeconds: 60, start: 0, values },
  unit: 'ms',
  provenance: 'test',
});

const cases: [string, SeriesOutcome, number | null][] = [
  ['a whole series', level([1, 2, 3]), 180_000],
  ['a series whose end is still missing', level([1, 2, null]), 120_000],
  ['a hole in the middle', level([1, null, 3]), 180_000],
  ['an empty series', level([null, null]), null],
  ['no series', { kind: 'no-data', detail: '' }, null],
];

test.each(cases)('%s', (_, outcome, expected) => {
  expect(newestPoint(outcome)).toBe(expected);
});

test('a rate reaches as far as its denominator', () => {
  const series = { kind: 'rate', periodSeconds: 60, start: 60_000, numerator: [0, 0], denominator: [5, null] } as const;
  expect(newestPoint({ kind: 'series', series, unit: '%', provenance: 'test' })).toBe(120_000);
});

import { difference, wilson } from '../../../../lambda/judge/evidence/rate/bounds';
import { countsOf, quiet, withoutWorst } from '../../../../lambda/judge/evidence/rate/counts';
import { betweenWindows, dispersionOf, withinWindow } from '../../../../lambda/judge/evidence/rate/dispersion';
import { logEvidence } from '../../../../lambda/judge/evidence/rate/e-process';
import { harm } from '../../../../lambda/judge/evidence/rate/exact';
import { counts, steady } from '../cases';

test('the published example of Newcombe (1998): 56/70 against 48/80', () => {
  const [low, high] = difference({ bad: 56, all: 70 }, { bad: 48, all: 80 }, 0.025);
  expect(low).toBeCloseTo(0.0524, 4);
  expect(high).toBeCloseTo(0.3339, 4);
});

test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('Wilson: %d of %d, as published by Newcombe (1998)', (bad, all, low, high) => {
  const bounds = wilson({ bad, all }, 0.025);
  expect(bounds[0]).toBeCloseTo(low, 4);
  expect(bounds[1]).toBeCloseTo(high, 4);
});

test.each([
  ['all of three on the candidate', { bad: 3, all: 10 }, { bad: 0, all: 10 }, 1, 1 / 8],
  ['at least two of three', { bad: 2, all: 10 }, { bad: 1, all: 10 }, 1, 1 / 2],
  ['none', { bad: 0, all: 10 }, { bad: 3, all: 10 }, 1, 1],
  ['twice the rate is tolerated', { bad: 3, all: 10 }, { bad: 0, all: 10 }, 2, 8 / 27],
])('exact conditional test: %s', (_, candidate, baseline, ratio, expected) => {
  expect(harm(candidate, baseline, ratio, 1)).toBeCloseTo(expected, 10);
});

test('counts that vary like a binomial are not overdispersed, bursts are', () => {
  const even = countsOf(counts(Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? 3 : 2))), 'upper');
  const bursts = countsOf(counts(Array.from({ length: 30 }, (_, index) => (index % 15 < 3 ? 25 : 0))), 'upper');
  expect(dispersionOf(withinWindow(even), betweenWindows([even, even]), 150)).toBe(1);
  expect(dispersionOf(withinWindow(bursts), betweenWindows([bursts, bursts]), 150)).toBeGreaterThan(5);
  expect(dispersionOf(withinWindow(even), betweenWindows([even, bursts, even]), 150)).toBeGreaterThan(5);
});

test('the worst run and the worst half can be left out', () => {
  const window = countsOf(counts([0, 1, 9, 8, 7, 0, 1, 0]), 'upper');
  expect(withoutWorst(window, 3)).toEqual({ bad: 2, all: 600 });
  expect(quiet(window)).toMatchObject({ bad: 1, all: 480, points: 4 });
});

test('of a success rate the failures are what is bad', () => {
  expect(countsOf(counts([118, 120], 120), 'lower')).toMatchObject({ bad: 2, all: 240 });
});

test('evidence grows with every pair that is worse, and stays at most as high without a difference', () => {
  const [bad, good] = [countsOf(counts(steady(6)), 'upper'), countsOf(counts(steady(1)), 'upper')];
  const first = countsOf(counts(steady(6, 5)), 'upper');
  expect(logEvidence(bad, good, 1, 1)).toBeGreaterThan(logEvidence(first, good, 1, 1));
  expect(logEvidence(good, good, 1, 1)).toBeLessThan(Math.log(20));
  expect(logEvidence(bad, good, 1, 4)).toBeLessThan(logEvidence(bad, good, 1, 1) / 2);
});

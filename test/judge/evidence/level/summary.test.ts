import * as fc from 'fast-check';
import { noiseOf, varianceOfMean } from '../../../../lambda/judge/evidence/level/noise';
import { summarise } from '../../../../lambda/judge/evidence/level/summary';
import { data, steady } from '../cases';

test.each([
  ['plain', [1, 2, 3], 2, 3],
  ['missing points', [1, null, 3], 2, 2],
  ['negative and NaN are missing', [1, -5, NaN, 3, Infinity], 2, 2],
  ['leading zero', [0, 4], 2, 2],
  ['nothing', [null, null], 0, 0],
  ['all zero', [0, 0], 0, 2],
  ['tiny', [1e-300, 3e-300], 2e-300, 2],
  ['huge', [1e300, 3e300], 2e300, 2],
])('%s', (_, values, mean, points) => {
  const summary = summarise(data(values));
  expect(summary.mean).toBeCloseTo(mean, 10);
  expect(summary.mean / (mean || 1)).toBeCloseTo(mean === 0 ? 0 : 1, 10);
  expect(summary.points).toBe(points);
});

test('weights count', () => {
  expect(summarise({ ...data([100, 200]), weights: [3, 1] }).mean).toBeCloseTo(125, 10);
});

test('the spread is the squared coefficient of variation of the points', () => {
  const noise = noiseOf([summarise(data([90, 110, 90, 110]))]);
  expect(noise.variance).toBeCloseTo((4 * 0.01) / 3, 10);
  expect(noise.correlation).toBe(0);
});

test('a constant series has no noise', () => {
  const noise = noiseOf([summarise(data(steady(7)))]);
  expect(varianceOfMean(noise, 30)).toBeCloseTo(0, 15);
});

test('correlated points tell less: four times fewer at a correlation of 0.6', () => {
  const independent = varianceOfMean({ variance: 1, correlation: 0, degrees: 99 }, 1000);
  const correlated = varianceOfMean({ variance: 1, correlation: 0.6, degrees: 99 }, 1000);
  expect(independent).toBeCloseTo(0.001, 10);
  expect(correlated / independent).toBeCloseTo(4, 1);
});

test('the unit does not matter', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.1, max: 1000, noNaN: true }), { minLength: 2, maxLength: 40 }),
      fc.integer({ min: -60, max: 60 }),
      (values, power) => {
        const [plain, scaled] = [summarise(data(values)), summarise(data(values.map((value) => value * 2 ** power)))];
        expect(scaled.mean).toBe(plain.mean * 2 ** power);
        expect(scaled.squares).toBe(plain.squares);
        expect(scaled.lag).toBe(plain.lag);
      },
    ),
  );
});

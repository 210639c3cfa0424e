import betaCdf from '@stdlib/stats-base-dists-beta-cdf';
import tQuantileOfLibrary from '@stdlib/stats-base-dists-t-quantile';
import * as fc from 'fast-check';
import { incompleteBeta } from '../../../../lambda/judge/evidence/distributions/incomplete-beta';
import { logGamma } from '../../../../lambda/judge/evidence/distributions/log-gamma';
import { normalQuantile } from '../../../../lambda/judge/evidence/distributions/normal';
import { exactTQuantile, tQuantile } from '../../../../lambda/judge/evidence/distributions/student-t';

describe('published values', () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, tables 1.3.6.7.2 (t) and 1.3.6.7.1 (normal).
  test.each([
    [0.05, 1, 6.314],
    [0.025, 10, 2.228],
    [0.01, 5, 3.365],
    [0.005, 30, 2.75],
    [0.001, 8, 4.501],
    [0.1, 100, 1.29],
  ])('t exceeded with probability %d at %d degrees of freedom is %d', (tail, df, expected) => {
    expect(exactTQuantile(tail, df)).toBeCloseTo(expected, 2);
  });

  test.each([
    [0.5, 0],
    [0.9, 1.2816],
    [0.975, 1.96],
    [0.99, 2.3263],
    [0.999, 3.0902],
    [0.001, -3.0902],
  ])('the normal quantile of %d is %d', (p, expected) => {
    expect(normalQuantile(p)).toBeCloseTo(expected, 4);
  });

  test.each([
    [1, 0],
    [0.5, 0.5 * Math.log(Math.PI)],
    [6, Math.log(120)],
    [100, 359.1342053695754],
  ])('ln Γ(%d) is %d', (x, expected) => {
    expect(logGamma(x)).toBeCloseTo(expected, 9);
  });

  test('a binomial tail is exact: of 10 fair coins at least 8 show heads in 56 of 1024 cases', () => {
    expect(incompleteBeta(0.5, 8, 3)).toBeCloseTo(56 / 1024, 14);
  });
});

describe('against the library', () => {
  test('incomplete beta', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
        fc.double({ min: 0.5, max: 5000, noNaN: true }),
        fc.double({ min: 0.5, max: 5000, noNaN: true }),
        (x, a, b) => {
          expect(Math.abs(incompleteBeta(x, a, b) - betaCdf(x, a, b))).toBeLessThan(1e-9);
        },
      ),
    );
  });

  test('t quantile', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-5, max: 0.45, noNaN: true }), fc.double({ min: 2, max: 900, noNaN: true }), (tail, df) => {
        const expected = tQuantileOfLibrary(1 - tail, df);
        expect(Math.abs(exactTQuantile(tail, df) / expected - 1)).toBeLessThan(1e-6);
        expect(tQuantile(tail, df)).toBeGreaterThanOrEqual(expected * (1 - 1e-6));
      }),
    );
  });
});

test.each([
  [0, 2, 3, 0],
  [1, 2, 3, 1],
  [-1, 2, 3, 0],
  [2, 2, 3, 1],
])('incomplete beta at the edges: I_%d(%d, %d) is %d', (x, a, b, expected) => {
  expect(incompleteBeta(x, a, b)).toBe(expected);
});

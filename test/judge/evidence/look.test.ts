import { randomOf, type Random } from '../../../bench/judge/simulator/random';
import { earlyShare } from '../../../lambda/judge/evidence/constants';
import { normalQuantile } from '../../../lambda/judge/evidence/distributions/normal';
import { levelLooks } from '../../../lambda/judge/evidence/judge-case';
import { varianceOfMean } from '../../../lambda/judge/evidence/level/noise';
import { lookOf, onlyLook } from '../../../lambda/judge/evidence/look';

test('one look has the whole budget', () => {
  expect(onlyLook(0.05)).toMatchObject({ final: true, levels: 0.05, counts: 0.05, always: 0 });
});

test('many looks share it: 40 % before the end, each allowed twice its even part since growing windows overlap', () => {
  const early = lookOf(0.05, 300, false, 11);
  expect(early.levels).toBeCloseTo(0.004, 12);
  expect(early.counts).toBeCloseTo(0.002, 12);
  expect(early.always).toBeCloseTo(0.01, 12);
  expect(lookOf(0.05, Infinity, true, 11).levels).toBeCloseTo(0.03, 12);
});

test('with two looks the one before the end has no more than its part', () => {
  expect(lookOf(0.05, 300, false, 2).levels).toBeCloseTo(0.02, 12);
});

describe('looks before the end spend no more than was planned, though their windows overlap', () => {
  const minutes = 30;
  const looks = [...levelLooks(minutes)].filter((at) => at < minutes);
  const each = lookOf(0.05, 60, false, looks.length + 1).levels;
  const threshold = normalQuantile(1 - each);

  /** Whether the mean of an AR(1) series without a change is ever beyond the threshold. */
  const rejects = (random: Random, correlation: number): boolean => {
    let [value, sum, beyond] = [random.normal(), 0, false];
    for (let at = 1; at < minutes; at += 1) {
      sum += value;
      const deviation = Math.sqrt(varianceOfMean({ variance: 1, correlation, degrees: Infinity }, at));
      beyond ||= looks.includes(at) && sum / at > threshold * deviation;
      value = correlation * value + Math.sqrt(1 - correlation ** 2) * random.normal();
    }
    return beyond;
  };

  test.each([0, 0.6])('autocorrelation %d', (correlation) => {
    const random = randomOf(7);
    const draws = 5000;
    const rejected = Array.from({ length: draws }, () => rejects(random, correlation)).filter(Boolean).length / draws;
    expect(rejected).toBeLessThan(0.05 * earlyShare);
    expect(rejected).toBeGreaterThan(0.2 * 0.05 * earlyShare);
  });
});

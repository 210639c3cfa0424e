/**
 * Looks do not come as planned: Step Functions retries, functions wait, metrics are throttled. Thresholds belong to
 * what is seen of the window, never to how often somebody looked, so that no schedule spends more than the full one.
 */
import * as fc from 'fast-check';
import { randomOf, type Random } from '../../../bench/judge/simulator/random';
import { defaultPolicy } from '../../../lambda/judge/evidence/case';
import { normalQuantile } from '../../../lambda/judge/evidence/distributions/normal';
import { firstEnd, gateLook } from '../../../lambda/judge/evidence/input/look';
import { levelLooks } from '../../../lambda/judge/evidence/judge-case';
import type { Look } from '../../../lambda/judge/evidence/look';
import type { LookPlan } from '../../../lambda/judge/input';

const budget = 0.05;

const planOf = (minutes: number, extension: LookPlan['extension'], final = false): LookPlan => ({
  windowSeconds: minutes * 60,
  final,
  extension,
});

const lookAt = (minutes: number, seen: number, extension: LookPlan['extension'] = 'none'): Look =>
  gateLook(budget, seen * 60, planOf(minutes, extension, seen >= minutes), 60);

/** Minutes seen at each look, in any order and as often as chance has it: late, repeated, skipped. */
const schedules = fc.integer({ min: 4, max: 240 }).chain((minutes) =>
  fc.record({
    minutes: fc.constant(minutes),
    seen: fc.array(fc.integer({ min: 1, max: minutes - 1 }), { maxLength: 60 }),
    extension: fc.constantFrom<LookPlan['extension']>('none', 'possible'),
  }),
);

test('a look that comes again is the same look, and one off the plan leaves levels and counts alone', () => {
  fc.assert(
    fc.property(schedules, ({ minutes, seen, extension }) => {
      const planned = levelLooks(minutes);
      for (const at of seen) {
        const look = lookAt(minutes, at, extension);
        expect(lookAt(minutes, at, extension)).toEqual(look);
        if (!planned.has(at)) expect(look).toMatchObject({ levels: 0, counts: 0 });
      }
    }),
    { numRuns: 100 },
  );
});

test('whatever the schedule, at most what was planned is handed out', () => {
  const full = (minutes: number, extension: LookPlan['extension']): number =>
    [...levelLooks(minutes)].reduce((sum, at) => sum + lookAt(minutes, at, extension).levels, 0);
  fc.assert(
    fc.property(schedules, ({ minutes, seen, extension }) => {
      const taken = [...new Set(seen), minutes].reduce((sum, at) => sum + lookAt(minutes, at, extension).levels, 0);
      expect(taken).toBeLessThanOrEqual(full(minutes, extension) + 1e-12);
    }),
    { numRuns: 100 },
  );
});

test('the e-process has one threshold for all looks of a window', () => {
  const thresholds = Array.from({ length: 30 }, (_, index) => lookAt(30, index + 1).always);
  expect(new Set(thresholds).size).toBe(1);
});

test('both ends of a window that is made longer share the budget', () => {
  const [first, second] = [lookAt(30, 30, 'possible').levels, gateLook(budget, 3600, planOf(60, 'used', true), 60).levels];
  expect(first).toBeCloseTo(firstEnd * lookAt(30, 30).levels, 12);
  expect(second).toBeCloseTo((1 - firstEnd) * budget, 12);
  expect(gateLook(budget, 2400, planOf(60, 'used'), 60)).toMatchObject({ levels: 0, counts: 0 });
});

test.each([2, 3, 4, 5, 30])('first end, second end and what may be looked at always: after %d minutes no more than the budget', (minutes) => {
  const early = [...levelLooks(minutes)].filter((at) => at < minutes).map((at) => lookAt(minutes, at, 'possible'));
  const between = gateLook(budget, minutes * 60 + 60, planOf(2 * minutes, 'used'), 60);
  const always = Math.max(0, ...early.map((look) => look.always), between.always);
  const ends = lookAt(minutes, minutes, 'possible').counts + gateLook(budget, minutes * 120, planOf(2 * minutes, 'used', true), 60).counts;
  expect(always + ends).toBeLessThanOrEqual(budget + 1e-12);
  expect(between.always).toBe(early[0]?.always ?? 0);
});

/** Each look of the plan may come up to five minutes late, twice, or not at all; it sees what is there by then. */
const disorderly = (random: Random, minutes: number): readonly number[] =>
  Array.from({ length: minutes - 1 }, (_, index) => index + 1)
    .filter(() => random.uniform() > 0.3)
    .map((at) => Math.min(minutes - 1, at + (random.uniform() < 0.3 ? Math.floor(5 * random.uniform()) : 0)))
    .concat(minutes);

describe('a level without a change is rejected no more often than the budget says', () => {
  const draws = 2000;
  const deviations = 3;
  const most = budget + deviations * Math.sqrt((budget * (1 - budget)) / draws);

  /** Running mean of independent noise, in units of its standard deviation: the least overlap that looks can have. */
  const goesBeyond = (random: Random, minutes: number, thresholds: readonly number[], looks: readonly number[]): boolean => {
    let sum = 0;
    const scores = Array.from({ length: minutes }, (_, index) => (sum += random.normal()) / Math.sqrt(index + 1));
    return looks.some((at) => (scores[at - 1] ?? 0) > (thresholds[at] ?? Infinity));
  };

  test.each([5, 30])('nor is a critically worse one approved too often, though every look of %d minutes may', (minutes) => {
    const random = randomOf(12);
    const { falseApprovals } = defaultPolicy;
    const everyMinute = Array.from({ length: minutes }, (__, index) => index + 1);
    const thresholds = [0, ...everyMinute].map((at) => normalQuantile(1 - falseApprovals / lookAt(minutes, at).approvals));
    const approved = Array.from({ length: draws }, () => goesBeyond(random, minutes, thresholds, everyMinute)).filter(Boolean).length;
    expect(approved / draws).toBeLessThan(falseApprovals);
  });

  test.each([
    ['on time', 4, 0],
    ['on time', 5, 0],
    ['on time', 8, 0],
    ['on time', 30, 0],
    ['late, repeated and skipped', 5, 1],
    ['late, repeated and skipped', 30, 1],
  ])('looks %s, %d minutes', (_, minutes, disorder) => {
    const random = randomOf(11);
    const thresholds = Array.from({ length: minutes + 1 }, (__, at) => normalQuantile(1 - lookAt(minutes, at).levels));
    const onTime = Array.from({ length: minutes }, (__, index) => index + 1);
    const rejected = Array.from({ length: draws }, () =>
      goesBeyond(random, minutes, thresholds, disorder === 0 ? onTime : disorderly(random, minutes)),
    ).filter(Boolean).length;
    expect(rejected / draws).toBeLessThan(most);
  });
});

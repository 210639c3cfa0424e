/** Our re-implementations of other systems' rules, on small cases of our own. */
import { classify, shiftOf } from '../../../bench/judge/peers/kayenta';
import { meets } from '../../../bench/judge/peers/keptn';
import { flaggerRule } from '../../../bench/judge/peers/flagger';
import { keptnRule } from '../../../bench/judge/peers/keptn';
import { plainRule, polledRule } from '../../../bench/judge/peers/plain';
import { caseOf, data, level, steady } from '../evidence/cases';

test.each([
  [110, '<=+10%', [100, 100], 'avg', true],
  [110.1, '<=+10%', [100, 100], 'avg', false],
  [90, '>=-10%', [100], 'avg', true],
  [101, '<=+1', [100], 'avg', true],
  [499, '<500', [], 'avg', true],
  [500, '<500', [], 'avg', false],
  [9999, '<=+1%', [], 'avg', true],
  [8, '<=+0%', [5, 10], 'p50', false],
] as const)('Keptn: %d %s of %j by %s is %s', (value, criterion, previous, by, expected) => {
  expect(meets(value, criterion, previous, by)).toBe(expected);
});

const settings = { direction: 'increase', confidence: 0.98, tolerance: 0.25, effects: [1, 1] } as const;
const low = Array.from({ length: 20 }, (_, index) => 100 + index);

test.each([
  ['the same', low, 'Pass'],
  ['clearly higher', low.map((value) => value + 50), 'High'],
  ['nothing', [], 'Nodata'],
] as const)('Kayenta: %s', (_, experiment, expected) => {
  expect(classify(experiment, low, settings)).toBe(expected);
});

test('the estimate of a shift is the median of all differences', () => {
  expect(shiftOf([11, 12, 13], [1, 2, 3], 0.9).estimate).toBeCloseTo(10, 6);
});

const of = (value: number) =>
  caseOf([
    level(steady(value), steady(100), {
      id: 'latency.p90',
      history: Array.from({ length: 3 }, () => ({ candidate: data(steady(100)), baseline: data(steady(100)) })),
    }),
  ]);

test.each([
  ['plain', plainRule, 116, 'fail', 30],
  ['plain', plainRule, 114, 'pass', 30],
  ['polled', polledRule, 116, 'fail', 5],
  ['Flagger', flaggerRule, 116, 'fail', 5],
  ['Flagger', flaggerRule, 114, 'pass', 30],
  ['Keptn', keptnRule, 114, 'pass', 30],
  ['Keptn, within twice the margin', keptnRule, 120, 'fail', 30],
] as const)('%s rule', (_, rule, value, verdict, minutes) => {
  expect(rule.judge(of(value))).toEqual({ verdict, minutes });
});

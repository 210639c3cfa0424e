import { batch, maxPoints, maxSelectors, type Batch, type Need } from '../../../lambda/sources/dynatrace/batch';
import { start, windowOf } from '../requests';

const day = 86_400_000;
const now = start + 3_600_000;

const scopes = ['Staging', 'Production'].map((name) => ({ selector: `type(SERVICE),tag(stage:${name})`, label: name }));

/** The selectors of 50 signatures and of the requests behind them, in both environments, now and on some days before. */
const needs = (days: number): Need[] =>
  Array.from({ length: days + 1 }, (_, index) => windowOf(30, start - index * day)).flatMap((window) =>
    scopes.flatMap((scope) => Array.from({ length: 51 }, (_, index): Need => ({ scope, selector: `calc:service.step${index}`, window }))),
  );

const answers = ({ scope, span, selectors }: Batch, need: Need): boolean =>
  scope.selector === need.scope.selector &&
  selectors.includes(need.selector) &&
  span.start <= need.window.start &&
  span.end >= need.window.end;

test.each([
  [0, 12, 30],
  [3, 48, 30],
  [4, 12, maxPoints],
  [10, 24, maxPoints],
  [13, 24, maxPoints],
])('50 signatures and %i days of history take %i calls of at most %i points a series', (days, calls, points) => {
  const all = needs(days);
  const batches = batch(all, now);
  expect(batches).toHaveLength(calls);
  expect(Math.max(...batches.map(({ selectors }) => selectors.length))).toBeLessThanOrEqual(maxSelectors);
  expect(Math.max(...batches.map(({ span }) => (span.end - span.start) / 60_000))).toBeLessThanOrEqual(points);
  expect(all.every((need) => batches.some((one) => answers(one, need)))).toBe(true);
});

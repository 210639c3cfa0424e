import { batch, maxPoints, maxQueries, type Need } from '../../lambda/sources/cloudwatch/batch';
import { queryKey, type Query } from '../../lambda/sources/cloudwatch/query';
import { start, windowOf } from './requests';

const query = (id: number, more: object = {}): Query => ({
  kind: 'statistic',
  namespace: 'AWS/ApplicationELB',
  metric: 'RequestCount',
  statistic: 'Sum',
  dimensions: { LoadBalancer: String(id) },
  periodSeconds: 60,
  ...more,
});
const insights = (id: number): Query => ({
  kind: 'expression',
  periodSeconds: 60,
  expression: `SELECT MAX(m${id}) FROM "Shop"`,
  metrics: {},
});
const needs = (count: number, minutes: number, from = start): Need[] =>
  Array.from({ length: count }, (_, id) => ({ query: query(id), window: windowOf(minutes, from) }));
const minutesOf = ({ start: from, end }: { start: number; end: number }): number => (end - from) / 60_000;

test('nothing needed is nothing asked', () => {
  expect(batch([])).toEqual([]);
});

test.each([
  [500, 30, [500]],
  [501, 30, [500, 1]],
  [500, 1440, [70, 70, 70, 70, 70, 70, 70, 10]],
])('%i queries of %i minutes become calls of %j', (count, minutes, sizes) => {
  const batches = batch(needs(count, minutes));
  expect(batches.map(({ queries }) => queries.size)).toEqual(sizes);
  expect(batches.every(({ queries, span }) => queries.size <= maxQueries && queries.size * minutesOf(span) <= maxPoints)).toBe(true);
});

test('the order of dimensions does not make another query', () => {
  const [one, other] = [
    { a: '1', b: '2' },
    { b: '2', a: '1' },
  ].map((dimensions) => queryKey(query(0, { dimensions })));
  expect(one).toBe(other);
});

test.each([
  ['the same window', 0, 1],
  ['neighbouring windows', 30, 1],
  ['windows an hour and a half apart', 90, 1],
  ['windows two hours apart', 120, 1],
  ['windows three hours apart', 180, 2],
  ['a window of yesterday', 1440, 2],
])('%s', (_, minutesBefore, calls) => {
  const both = [...needs(2, 30), ...needs(2, 30, start - minutesBefore * 60_000)];
  expect(batch(both)).toHaveLength(calls);
});

test('a merged call spans both windows and asks each query once', () => {
  const [only, ...rest] = batch([...needs(3, 30), ...needs(3, 30, start - 30 * 60_000)]);
  expect(rest).toEqual([]);
  expect(only!.queries.size).toBe(3);
  expect(minutesOf(only!.span)).toBe(60);
});

test('a call takes one Metrics Insights query, and others beside it', () => {
  const window = windowOf(30);
  const batches = batch([...needs(3, 30), { query: insights(1), window }, { query: insights(2), window }]);
  expect(batches.map(({ queries }) => queries.size)).toEqual([4, 1]);
});

test('the metrics of an expression count as entries of a call', () => {
  const expression: Query = {
    kind: 'expression',
    periodSeconds: 60,
    expression: 'a + b',
    metrics: { a: query(1) as never, b: query(2) as never },
  };
  const batches = batch([...needs(498, 30), { query: expression, window: windowOf(30) }]);
  expect(batches.map(({ queries }) => queries.size)).toEqual([498, 1]);
});

test('history that would be slow in one answer is fetched in several', () => {
  const hourly = Array.from({ length: 11 }, (_, hour) => needs(200, 30, start - hour * 3_600_000)).flat();
  const batches = batch(hourly);
  expect(batches).toHaveLength(3);
  expect(batches.every(({ span }) => 200 * minutesOf(span) <= 45_000)).toBe(true);
});

test.each([
  ['a + b', 1],
  ['AVG(a)', 3],
  ['RUNNING_SUM(a)', 3],
  ['SELECT MAX(Duration) FROM "Shop"', 3],
])('of %s two neighbouring windows take %i calls, since nobody may widen what depends on its window', (expression, calls) => {
  const of = (from: number): Need[] => [
    ...needs(2, 30, from),
    { query: { kind: 'expression', periodSeconds: 60, expression, metrics: {} }, window: windowOf(30, from) },
  ];
  const batches = batch([...of(start), ...of(start - 30 * 60_000)]);
  expect(batches.map(({ span }) => minutesOf(span))).toEqual([60, 30, 30].slice(0, calls));
});

test('what depends on its window shares the call of an equal one', () => {
  const expression: Query = { kind: 'expression', periodSeconds: 60, expression: 'AVG(a)', metrics: {} };
  expect(batch([...needs(2, 30), { query: expression, window: windowOf(30) }]).map(({ queries }) => queries.size)).toEqual([3]);
});

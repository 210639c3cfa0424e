import { batch, maxPoints, maxQueries, type Need } from '../../lambda/sources/cloudwatch/batch';
import { queryKey, type Query } from '../../lambda/sources/cloudwatch/query';
import { start, windowOf } from './requests';

const query = (id: number): Query => ({ metric: 'RequestCount', statistic: 'Sum', dimensions: { LoadBalancer: String(id) } });
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
  const [one, other] = [{ a: '1', b: '2' }, { b: '2', a: '1' }].map((dimensions) => queryKey({ metric: 'm', statistic: 'Sum', dimensions }));
  expect(one).toBe(other);
});

test.each([
  ['the same window', 0, 1],
  ['neighbouring windows', 30, 1],
  ['windows an hour and a half apart', 90, 1],
  ['windows two hours apart', 120, 2],
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

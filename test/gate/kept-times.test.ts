import { keptTimes } from '../../lambda/gate/looking/history/kept-times';
import type { Window } from '../../lambda/judge/series';
import { destination } from './support/validations';

const span = { start: 100, end: 200 };

const asking = (spans: readonly Window[], now: number) => {
  const during = jest.fn(async () => spans);
  return { during, times: keptTimes({ during }, () => now) };
};

test.each([
  ['is over is asked for once', [{ start: 90, end: 110 }], 200, 1],
  ['goes on is asked for again', [], 199, 2],
  ['had a deployment that goes on is asked for again', [{ start: 90, end: Infinity }], 200, 2],
])('a span that %s', async (_, spans, now, calls) => {
  const { during, times } = asking(spans, now);
  expect(await times.during(destination, span)).toEqual(spans);
  expect(await times.during(destination, { ...span })).toEqual(spans);
  expect(during).toHaveBeenCalledTimes(calls);
});

test('another span or destination is another question, and a failure is no answer', async () => {
  const { during, times } = asking([], 300);
  await times.during(destination, span);
  await times.during(destination, { start: 100, end: 201 });
  during.mockRejectedValueOnce(new Error('Throttled.'));
  const other = { kind: 'service' as const, cluster: 'main', service: 'web' };
  await expect(times.during(other, span)).rejects.toThrow('Throttled.');
  expect(await times.during(other, span)).toEqual([]);
  expect(during).toHaveBeenCalledTimes(4);
});

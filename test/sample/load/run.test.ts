import type { Answer } from '../../../sample/load/client';
import { pathOfRequest } from '../../../sample/load/mix';
import { maxInFlight, runLoad } from '../../../sample/load/run';
import { readLoadSettings } from '../../../sample/load/settings';

interface Run {
  readonly paths: readonly string[];
  readonly sentAt: readonly number[];
  readonly lines: readonly { message: string; fields: Record<string, unknown> }[];
  readonly endedAt: number;
}

/** Runs a load on a fake clock that only waiting moves. */
async function run(
  environment: Record<string, string>,
  {
    answer = async () => ({ kind: 'answered', status: 200, milliseconds: 10 }),
    onWait = () => 0,
    stop = new AbortController(),
  }: {
    answer?: (path: string, number: number) => Promise<Answer>;
    /** Milliseconds by which a wait takes longer than asked. */
    onWait?: (now: number) => number;
    stop?: AbortController;
  } = {},
): Promise<Run> {
  let now = 1_700_000_000_000;
  const start = now;
  const paths: string[] = [];
  const sentAt: number[] = [];
  const lines: { message: string; fields: Record<string, unknown> }[] = [];
  const note = (message: string, fields = {}) => lines.push({ message, fields });
  await runLoad({
    settings: readLoadSettings({ TARGET_URL: 'http://example.com', ...environment }),
    client: {
      send: (path) => {
        paths.push(path);
        sentAt.push(now - start);
        return answer(path, paths.length);
      },
      close: () => undefined,
    },
    log: { info: note, warning: note, error: note },
    now: () => now,
    wait: async (milliseconds) => {
      expect(milliseconds).toBeGreaterThanOrEqual(0);
      now += milliseconds + onWait(now - start);
      await new Promise(setImmediate);
    },
    signal: stop.signal,
  });
  return { paths, sentAt, lines, endedAt: now - start };
}

test('ends by itself after its minutes, with a summary per minute', async () => {
  const { paths, lines, endedAt } = await run({ LOAD_MINUTES: '3' });
  expect([paths.length, endedAt]).toEqual([360, 180_000]);
  const perMinute = lines.filter(({ message }) => message === 'Load of the last minute');
  expect(perMinute.map(({ fields }) => fields['sent'])).toEqual([121, 120, 119]);
  expect(perMinute[0]?.fields).toEqual({ sent: 121, answered: 120, failed: 0, unanswered: 0, skipped: 0, averageMilliseconds: 10 });
  expect(lines.at(0)).toEqual({ message: 'Load has started', fields: { requestsPerMinute: 120, minutes: 3 } });
  expect(lines.at(-1)).toEqual({ message: 'Load has ended', fields: { stopped: false } });
});

test('keeps the pace although timers are late, as those of a fast clock are', async () => {
  const { paths } = await run({ LOAD_MINUTES: '5' }, { onWait: () => 130 });
  expect(paths).toHaveLength(600);
});

test('keeps the pace although answers take longer than the interval', async () => {
  const pending: (() => void)[] = [];
  const answer = (): Promise<Answer> =>
    new Promise((resolve) => {
      pending.push(() => resolve({ kind: 'answered', status: 200, milliseconds: 600 }));
      if (pending.length > 50) pending.shift()?.();
      setTimeout(() => pending.forEach((finish) => finish()), 50);
    });
  const { paths } = await run({ LOAD_MINUTES: '1' }, { answer });
  expect(paths).toHaveLength(120);
});

test('does not burst after a stall', async () => {
  let stalled = false;
  const { sentAt, lines } = await run(
    { LOAD_MINUTES: '10' },
    {
      onWait: (now) => {
        if (stalled || now < 60_000) return 0;
        stalled = true;
        return 240_000;
      },
    },
  );
  const perMoment = new Map<number, number>();
  for (const at of sentAt) perMoment.set(at, (perMoment.get(at) ?? 0) + 1);
  expect(Math.max(...perMoment.values())).toBe(20);
  const skipped = lines.reduce((sum, { fields }) => sum + Number(fields['skipped'] ?? 0), 0);
  expect(sentAt.length + skipped).toBe(1_200);
});

test('a target that hangs gets no more than the requests in flight allow', async () => {
  const finish: (() => void)[] = [];
  const answer = (): Promise<Answer> => new Promise((resolve) => finish.push(() => resolve({ kind: 'unanswered' })));
  const onWait = (now: number): number => {
    if (now >= 59_900) setImmediate(() => finish.forEach((end) => end()));
    return 0;
  };
  const { paths, lines } = await run({ LOAD_MINUTES: '1', REQUESTS_PER_MINUTE: '600' }, { answer, onWait });
  expect(paths).toHaveLength(maxInFlight);
  expect(lines.at(-2)?.fields).toMatchObject({ unanswered: maxInFlight });
  expect(lines.reduce((sum, { fields }) => sum + Number(fields['skipped'] ?? 0), 0)).toBe(100);
});

test('counts failures and requests without an answer', async () => {
  const answers: Answer[] = [
    { kind: 'unanswered' },
    { kind: 'answered', status: 500, milliseconds: 20 },
    { kind: 'answered', status: 200, milliseconds: 40 },
  ];
  const { lines } = await run({ LOAD_MINUTES: '1', REQUESTS_PER_MINUTE: '3' }, { answer: async (_path, number) => answers[number - 1]! });
  expect(lines.at(-2)?.fields).toEqual({ sent: 3, answered: 2, failed: 1, unanswered: 1, skipped: 0, averageMilliseconds: 30 });
});

test('without LOAD_MINUTES it goes on until it is stopped', async () => {
  const stop = new AbortController();
  const { endedAt, lines } = await run({}, { stop, onWait: (now) => (now >= 3_600_000 && stop.abort(), 0) });
  expect(endedAt).toBeGreaterThanOrEqual(3_600_000);
  expect(lines.at(-1)).toEqual({ message: 'Load has ended', fields: { stopped: true } });
});

test('four in five requests invoke, the fifth goes round the other routes', () => {
  const paths = Array.from({ length: 40 }, (_, n) => pathOfRequest(n));
  expect(paths.filter((path) => path === '/api/invoke')).toHaveLength(32);
  expect(new Set(paths)).toEqual(new Set(['/api/invoke', '/', '/api/echo?text=hello', '/api/version', '/api/login?username=load']));
});

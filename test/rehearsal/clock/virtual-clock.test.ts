import { startClock, virtualClock, virtualNow } from '../../../rehearsal/clock/virtual-clock';

const start = Date.UTC(2026, 10, 20);

test.each([
  [1, 1000, start + 1000],
  [60, 1000, start + 60_000],
  [60, 0, start],
  [2.5, 101, start + 252],
])('at speed %d, %d ms later', (speed, elapsed, expected) => {
  expect(virtualNow({ speed, realStart: 5000, virtualStart: start }, 5000 + elapsed)).toBe(expected);
});

test('two clocks of the same settings agree, as those of two processes do', () => {
  const clock = startClock(1, start);
  expect(Math.abs(virtualClock(clock.settings).now() - clock.now())).toBeLessThan(1000);
});

test('a sleep is over when the virtual time has passed, not before', async () => {
  const clock = startClock(600, start);
  const due = clock.now() + 30_000;
  await clock.sleep(30_000);
  expect(clock.now()).toBeGreaterThanOrEqual(due);
});

test.each([[1000], [0]])('an aborted sleep of %d ms rejects with the reason it was given', async (milliseconds) => {
  const reason = new RangeError('enough');
  await expect(startClock(1, start).sleep(milliseconds, AbortSignal.abort(reason))).rejects.toBe(reason);
});

test('aborting while it sleeps rejects with the reason', async () => {
  const controller = new AbortController();
  const sleep = startClock(1, start).sleep(60_000, controller.signal);
  const reason = new RangeError('enough');
  controller.abort(reason);
  await expect(sleep).rejects.toBe(reason);
});

test('real time is virtual time divided by the speed', () => {
  expect(startClock(60, start).toReal(60_000)).toBe(1000);
});

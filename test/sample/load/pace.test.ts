import * as fc from 'fast-check';
import { createPace } from '../../../sample/load/pace';

test('120 a minute: one at the start, then one every 500 ms', () => {
  const pace = createPace(120, 1_000);
  expect(pace.due(999)).toEqual({ send: 0, skipped: 0 });
  expect(pace.due(1_000)).toEqual({ send: 1, skipped: 0 });
  expect(pace.due(1_499)).toEqual({ send: 0, skipped: 0 });
  expect(pace.due(1_500)).toEqual({ send: 1, skipped: 0 });
  expect(pace.due(3_100)).toEqual({ send: 3, skipped: 0 });
  expect(pace.next()).toBe(3_500);
});

test('a stall is made up for by at most ten seconds of load; the rest is skipped', () => {
  const pace = createPace(120, 0);
  expect(pace.due(60_000)).toEqual({ send: 20, skipped: 101 });
  expect(pace.due(60_000)).toEqual({ send: 0, skipped: 0 });
});

test('a slow pace still sends after a stall', () => {
  expect(createPace(1, 0).due(300_000)).toEqual({ send: 1, skipped: 5 });
});

test('a clock that goes back sends nothing twice', () => {
  const pace = createPace(60, 10_000);
  pace.due(12_000);
  expect(pace.due(5_000)).toEqual({ send: 0, skipped: 0 });
  expect(pace.due(13_000)).toEqual({ send: 1, skipped: 0 });
});

test('however irregular the ticks: everything due is sent or skipped, never early, never in a burst', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6_000 }), fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 50 }), (rate, ticks) => {
      const pace = createPace(rate, 0);
      let now = 0;
      let begun = 0;
      for (const tick of ticks) {
        now += tick;
        const { send, skipped } = pace.due(now);
        begun += send + skipped;
        expect(send).toBeLessThanOrEqual(Math.max(1, rate / 6));
        expect(Math.abs(begun - (Math.floor((now * rate) / 60_000 + 1e-6) + 1))).toBeLessThanOrEqual(1);
        expect(pace.next()).toBeGreaterThan(now - 1e-6);
      }
    }),
  );
});

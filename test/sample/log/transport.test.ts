import * as fc from 'fast-check';
import { documentOf } from '../../../sample/log/document';
import { firehoseLimits, LogTransport, type TransportPorts } from '../../../sample/log/transport';

/** A transport whose pauses end at once, with what was sent, dropped and paused. */
const world = (send: (records: readonly string[], call: number) => readonly string[], limits = {}) => {
  const taken: string[] = [];
  const calls: number[] = [];
  const pauses: number[] = [];
  const dropped: number[] = [];
  const ports: TransportPorts = {
    send: async (records) => {
      calls.push(records.length);
      const left = send(records, calls.length - 1);
      taken.push(...records.filter((record) => !left.includes(record)));
      return left;
    },
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
      await new Promise((resolve) => setImmediate(resolve));
    },
    dropped: (lines) => dropped.push(lines),
    random: () => 1,
  };
  return { transport: new LogTransport(ports, { ...firehoseLimits, ...limits }), taken, calls, pauses, dropped };
};

test('lines wait for company and travel in calls of 500', async () => {
  const { transport, taken, calls, pauses } = world(() => []);
  for (let line = 0; line < 1_100; line += 1) transport.write(String(line));
  expect(calls).toEqual([]);
  await drained(() => taken.length === 1_100);
  expect(calls).toEqual([500, 500, 100]);
  expect(pauses[0]).toBe(2_000);
});

test('a call holds 4 MiB at most, and a line that no call could hold is dropped and counted', async () => {
  const { transport, taken, calls, dropped } = world(() => []);
  for (let line = 0; line < 6; line += 1) transport.write('x'.repeat(900_000));
  transport.write('x'.repeat(1_000_001));
  await drained(() => taken.length === 6);
  expect(calls).toEqual([4, 2]);
  await drained(() => dropped.length === 1);
  expect(dropped).toEqual([1]);
});

test('what finds no room is dropped and told once, when the way is free again', async () => {
  let open = false;
  const { transport, taken, dropped } = world((records) => (open ? [] : records), { waiting: 10 });
  for (let line = 0; line < 25; line += 1) transport.write(String(line));
  expect(dropped).toEqual([]);
  open = true;
  await drained(() => taken.length === 10);
  await drained(() => dropped.length === 1);
  expect(dropped).toEqual([15]);
});

test('failures pause longer and longer, up to half a minute', async () => {
  const { transport, taken, pauses } = world((records, call) => (call < 6 ? records : []));
  transport.write('line');
  await drained(() => taken.length === 1);
  expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

test('a service that stops sends the rest, and counts what it could not', async () => {
  const { transport, dropped } = world((records) => records);
  for (let line = 0; line < 3; line += 1) transport.write(String(line));
  await transport.close(1);
  expect(dropped).toEqual([3]);
});

test('whatever is refused whenever: every line is taken once, or counted as dropped', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.boolean(), { maxLength: 5 }), { maxLength: 6 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 20 }),
      async (refusals, lines, waiting) => {
        const { transport, taken, dropped } = world((records, call) => records.filter((_, index) => refusals[call]?.[index] === true), {
          waiting,
          records: 7,
        });
        for (let line = 0; line < lines; line += 1) {
          transport.write(String(line));
          if (line % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
        }
        const done = () => taken.length + dropped.reduce((sum, each) => sum + each, 0) === lines;
        await drained(done);
        expect(new Set(taken).size).toBe(taken.length);
        expect(done()).toBe(true);
      },
    ),
    { numRuns: 30 },
  );
});

test('a line becomes a document with a line end', () => {
  const line = '{"time":"t","level":"info","message":"Up","port":8080,"version":"v","hostname":"h","appname":"a"}';
  expect(documentOf(line)).toBe(
    '{"time":"t","level":"info","message":"Up","service":"a","version":"v","hostname":"h","fields":{"port":8080}}\n',
  );
});

/** Lets the transport work until the condition holds; gives up after many turns. */
async function drained(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2_000 && !condition(); turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

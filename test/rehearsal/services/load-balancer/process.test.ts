import * as fc from 'fast-check';
import { Meter } from '../../../../rehearsal/services/load-balancer/process/meter';
import { disturbance, isExpected, matches } from '../../../../rehearsal/services/load-balancer/process/routing';
import { TargetGroup } from '../../../../rehearsal/services/load-balancer/process/target-group';

test.each([
  ['/api/*', '/api/x/y', true],
  ['/api/*', '/apis', false],
  ['/a?c', '/abc', true],
  ['/a?c', '/ac', false],
  ['/a.b', '/axb', false],
  ['*', '/', true],
])('path pattern %s and path %s: %s', (pattern, path, expected) => {
  expect(matches(pattern, path)).toBe(expected);
});

test.each([
  ['200', 200, true],
  ['200', 204, false],
  ['200,302', 302, true],
  ['200-299', 250, true],
  ['200-299', 300, false],
])('matcher %s and status %s: %s', (codes, status, expected) => {
  expect(isExpected(codes, status)).toBe(expected);
});

test('disturbances of a group add up, those of others do not', () => {
  const faults = [
    { latencyMilliseconds: 10, errorRate: 0.1 },
    { group: 'a', latencyMilliseconds: 5, errorRate: 0.5 },
    { group: 'b', latencyMilliseconds: 100, errorRate: 1 },
  ];
  expect(disturbance(faults, 'a')).toEqual({ latencyMilliseconds: 15, errorRate: 0.5 });
  expect(disturbance([], 'a')).toEqual({ latencyMilliseconds: 0, errorRate: 0 });
});

const group = (ids: readonly string[]) => {
  const made = new TargetGroup('arn', { healthyThreshold: 2, unhealthyThreshold: 3 });
  made.update(
    ids.map((id) => ({ id, port: 1 })),
    { healthyThreshold: 2, unhealthyThreshold: 3 },
  );
  return made;
};

test.each([
  ['a new target needs one good answer', [true], ['a']],
  ['a bad answer or two are forgiven', [true, false, false], ['a']],
  ['three in a row are not', [true, false, false, false], []],
  ['a good one between starts the count anew', [true, false, false, true, false, false], ['a']],
  ['one good answer does not bring it back', [true, false, false, false, true], []],
  ['two do', [true, false, false, false, true, true], ['a']],
])('%s', (_, answers, healthy) => {
  const made = group(['a']);
  for (const good of answers) made.checked('a', good);
  expect(made.health.healthy).toEqual(healthy);
});

test('every target has its turn equally often', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 20 }), (size, rounds) => {
      const made = group(Array.from({ length: size }, (_, index) => `i-${index}`));
      const turns = Array.from({ length: size * rounds }, () => made.next()?.id);
      const counts = made.targets.map(({ id }) => turns.filter((turn) => turn === id).length);
      expect(counts).toEqual(counts.map(() => rounds));
    }),
  );
});

test('no request is lost or counted twice, whatever its minute', () => {
  const outcome = fc.oneof(
    fc.record({
      kind: fc.constant('target' as const),
      group: fc.constantFrom('a', 'b'),
      status: fc.integer({ min: 200, max: 599 }),
      seconds: fc.double({ min: 0, max: 5, noNaN: true }),
    }),
    fc.record({ kind: fc.constant('failed' as const), group: fc.constantFrom('a', 'b') }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(outcome, fc.integer({ min: 0, max: 600_000 }))), (requests) => {
      const meter = new Meter();
      for (const [result, at] of requests) meter.record('lb', result, at);
      const measures = meter.take();
      const sum = (pick: (measure: (typeof measures)[number]) => number) => measures.reduce((total, measure) => total + pick(measure), 0);
      expect(sum(({ requests: count }) => count)).toBe(requests.length);
      expect(sum(({ latencies, balancerErrors }) => latencies.length + balancerErrors)).toBe(requests.length);
      expect(sum(({ codes }) => Object.values(codes).reduce((a, b) => a + b, 0))).toBe(
        requests.filter(([{ kind }]) => kind === 'target').length,
      );
      expect(measures.every(({ minute }) => minute % 60_000 === 0)).toBe(true);
      expect(meter.take()).toEqual([]);
    }),
  );
});

import * as fc from 'fast-check';
import { createRequestMetrics, maxValuesPerLine } from '../../../sample/app/metrics';

interface EmfLine {
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly { Namespace: string; Dimensions: string[][]; Metrics: { Name: string; Unit: string }[] }[];
  };
  readonly [member: string]: unknown;
}

const identity = { version: 'v1', hostname: 'host', appname: 'unbreakable-sample', environment: 'Staging' };

/** Records requests at the given times and answers the lines. */
function linesOf(requests: readonly { at: number; latency: number; failed: boolean }[]): EmfLine[] {
  const lines: EmfLine[] = [];
  let now = 0;
  const metrics = createRequestMetrics(
    identity,
    (line) => lines.push(JSON.parse(line) as EmfLine),
    () => now,
  );
  for (const { at, latency, failed } of requests) {
    now = at;
    metrics.record(latency, failed);
  }
  metrics.flush();
  return lines;
}

/** The rules of the embedded metric format that CloudWatch checks. */
function violations(line: EmfLine): string[] {
  const found: string[] = [];
  for (const { Namespace, Dimensions, Metrics } of line['_aws'].CloudWatchMetrics) {
    if (!/^[\w.\-/#:]{1,255}$/.test(Namespace) || Namespace.startsWith('AWS/')) found.push('namespace');
    if (Metrics.length > 100) found.push('metrics');
    for (const set of Dimensions) {
      if (set.length > 30) found.push('dimensions');
      for (const name of set) if (typeof line[name] !== 'string' || line[name] === '') found.push(`dimension ${name}`);
    }
    for (const { Name, Unit } of Metrics) {
      const values = [line[Name]].flat();
      if (values.length === 0 || values.length > 100 || !values.every(Number.isFinite)) found.push(`values of ${Name}`);
      if (!['Milliseconds', 'Count'].includes(Unit)) found.push(`unit of ${Name}`);
    }
  }
  return found;
}

test('a line holds namespace, both sets of dimensions, the three metrics and the identity', () => {
  expect(linesOf([{ at: 60_000, latency: 12.345, failed: true }])).toEqual([
    {
      _aws: {
        Timestamp: 60_000,
        CloudWatchMetrics: [
          {
            Namespace: 'UnbreakablePipeline/Sample',
            Dimensions: [
              ['service', 'environment', 'version'],
              ['service', 'environment'],
            ],
            Metrics: [
              { Name: 'Latency', Unit: 'Milliseconds' },
              { Name: 'Errors', Unit: 'Count' },
              { Name: 'Requests', Unit: 'Count' },
            ],
          },
        ],
      },
      time: '1970-01-01T00:01:00.000Z',
      level: 'info',
      message: 'Request metrics',
      version: 'v1',
      hostname: 'host',
      appname: 'unbreakable-sample',
      environment: 'Staging',
      service: 'unbreakable-sample',
      Latency: [12.3],
      Errors: 1,
      Requests: 1,
    },
  ]);
});

test('no request, no line', () => {
  expect(linesOf([])).toEqual([]);
});

test('whatever happens: valid lines, nothing lost, every value in its own minute', () => {
  const request = fc.record({
    gap: fc.integer({ min: 0, max: 30_000 }),
    latency: fc.double({ min: 0, max: 1e5, noNaN: true }),
    failed: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(request, { maxLength: 400 }), (gaps) => {
      let at = 1_700_000_000_000;
      const requests = gaps.map(({ gap, ...rest }) => ({ ...rest, at: (at += gap) }));
      const lines = linesOf(requests);
      expect(lines.flatMap(violations)).toEqual([]);
      const counted = new Map<number, number>();
      for (const line of lines) {
        const minute = Math.floor(line['_aws'].Timestamp / 60_000);
        counted.set(minute, (counted.get(minute) ?? 0) + (line['Requests'] as number));
        expect((line['Latency'] as number[]).length).toBe(line['Requests']);
        expect(line['Requests']).toBeLessThanOrEqual(maxValuesPerLine);
      }
      const expected = new Map<number, number>();
      for (const one of requests) expected.set(Math.floor(one.at / 60_000), (expected.get(Math.floor(one.at / 60_000)) ?? 0) + 1);
      expect(counted).toEqual(expected);
      expect(lines.reduce((sum, line) => sum + (line['Errors'] as number), 0)).toBe(requests.filter(({ failed }) => failed).length);
    }),
    { numRuns: 50 },
  );
});

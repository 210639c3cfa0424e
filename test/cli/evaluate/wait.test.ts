import type { Evaluation } from '../../../cli/evaluate/evaluation';
import { isProven } from '../../../cli/evaluate/proven';
import { lookUntilDecided } from '../../../cli/evaluate/wait';
import type { Window } from '../../../lambda/judge/series';
import type { VerdictName } from '../../../lambda/judge/verdict';
import type { Aggregate, RuleName, ServiceSpec } from '../../../lambda/monspec/monspec';
import { run } from '../support/run';
import { file, monspec, monspecFile } from '../support/series';

const minute = 60_000;
const key = (name: string): string => `com.dynatrace.builtin:service.${name}`;

interface Case {
  readonly verdict: VerdictName;
  readonly rule?: RuleName;
  readonly metric?: string;
  readonly aggregate?: Aggregate;
  readonly limits?: { readonly upperLimit?: number; readonly lowerLimit?: number };
  readonly values?: readonly (number | null)[];
  readonly early?: boolean;
}

const evaluation = ({
  verdict,
  rule = 'percentage',
  metric = 'responsetime',
  aggregate = 'avg',
  limits = {},
  values = [1],
  early = false,
}: Case): Evaluation => {
  const service: ServiceSpec = {
    key: 's',
    name: 's',
    entityType: 'SERVICE',
    environments: {},
    comparisons: [],
    signatures: [{ id: 'a', metric: { kind: 'timeseries', key: key(metric) }, aggregate, direction: 'upper', ...limits }],
    rule,
    earlyApproval: early,
  };
  const known = values.flatMap((value) => value ?? []);
  const candidate = aggregate === 'max' ? Math.max(...known) : aggregate === 'min' ? Math.min(...known) : (known[0] ?? null);
  const series = { kind: 'level', periodSeconds: 60, start: 0, values } as const;
  return {
    engine: 'x',
    at: 0,
    monspec: { file: 'm', sha256: '' },
    service,
    comparison: {
      name: 'C',
      source: 'S',
      compare: 'P',
      allowedPercent: { default: 0, byMetric: {} },
      shiftSourceSeconds: 0,
      baseline: { kind: 'shifted', seconds: 0 },
    },
    windows: { candidate: { start: 0, end: minute }, baseline: { start: 0, end: minute } },
    baselineExists: true,
    deployments: { registered: '', current: '' },
    measured: { a: { candidate: { kind: 'series', series, unit: 'ms', provenance: '' }, baseline: { kind: 'no-data', detail: '' } } },
    verdict: {
      verdict,
      reasons: ['because'],
      signatures: [{ id: 'a', label: 'A', unit: 'ms', verdict, candidate, baseline: null, limit: {}, changePercent: null, reason: '' }],
    },
    receipt: { calls: 0, metrics: 0, milliseconds: 0, estimatedDollars: 0 },
  };
};

test.each<[string, Case, boolean]>([
  ['a mean may come down again', { verdict: 'fail', limits: { upperLimit: 1 }, values: [5] }, false],
  ['a maximum never does', { verdict: 'fail', aggregate: 'max', limits: { upperLimit: 4 }, values: [1, 5] }, true],
  ['a maximum against a baseline that still grows may', { verdict: 'fail', aggregate: 'max', values: [5] }, false],
  ['a minimum never rises', { verdict: 'fail', aggregate: 'min', limits: { lowerLimit: 2 }, values: [3, 1] }, true],
  [
    'a total that is beyond its limit stays so',
    { verdict: 'fail', metric: 'errorcounthttp5xx', aggregate: 'sum', limits: { upperLimit: 10 }, values: [4, null, 7] },
    true,
  ],
  [
    'a total that would be beyond its limit if it went on is not',
    { verdict: 'fail', metric: 'errorcounthttp5xx', aggregate: 'sum', limits: { upperLimit: 12 }, values: [4, null, 7] },
    false,
  ],
  ['a pass proves nothing before the end', { verdict: 'pass' }, false],
  ['the evidence rule fails only on proof', { verdict: 'fail', rule: 'evidence' }, true],
  ['the evidence rule passes early where it may', { verdict: 'pass', rule: 'evidence', early: true }, true],
  ['and not where it may not', { verdict: 'pass', rule: 'evidence' }, false],
  ['an open question is never proof', { verdict: 'inconclusive', rule: 'evidence', early: true }, false],
])('%s', (_, of, proven) => {
  expect(isProven(evaluation(of))).toBe(proven);
});

describe('looking', () => {
  const timing = {
    candidate: { start: 0, end: 10 * minute },
    lookEverySeconds: 120,
    ingestionDelaySeconds: 60,
    extendSeconds: 0,
    extended: false,
  };

  const look = async (of: (window: Window, final: boolean) => Case) => {
    let now = 0;
    const seen: [number, boolean][] = [];
    const decided = await lookUntilDecided(timing, {
      now: () => now,
      sleep: async (milliseconds) => void (now += milliseconds),
      measure: async (window, final) => {
        seen.push([window.end / minute, final]);
        return evaluation(of(window, final));
      },
      onLook: () => undefined,
    });
    return { seen, ended: now / minute, verdict: decided.verdict.verdict };
  };

  test('goes on until the window is over and its metrics have arrived', async () => {
    const { seen, ended, verdict } = await look((_, final) => ({ verdict: final ? 'pass' : 'fail' }));
    expect(seen).toEqual([
      [1, false],
      [3, false],
      [5, false],
      [7, false],
      [9, false],
      [10, true],
    ]);
    expect([ended, verdict]).toEqual([11, 'pass']);
  });

  test('stops early on a proven failure', async () => {
    const { seen, verdict } = await look(({ end }) => ({ verdict: end > 4 * minute ? 'fail' : 'inconclusive', rule: 'evidence' }));
    expect([seen.at(-1), verdict]).toEqual([[5, false], 'fail']);
  });

  test('waits five minutes at most for the newest point', async () => {
    const { seen, ended } = await look(() => ({ verdict: 'inconclusive', values: [1, null] }));
    expect(seen.filter(([, final]) => final)).toHaveLength(11);
    expect(ended).toBe(16);
  });
});

describe('unbreakable evaluate --wait', () => {
  /** A quarter of an hour until now, in which staging takes so many milliseconds and fails so many of 1,000 requests. */
  const soFar = (milliseconds: number, failed: number): string => {
    const now = Math.floor(Date.now() / minute) * minute;
    const rows = Array.from({ length: 15 }, (_, ago) => {
      const at = new Date(now - ago * minute).toISOString();
      return [
        `${at},Staging,service.responsetime,${milliseconds + (ago % 3)},,`,
        `${at},Production,service.responsetime,${100 + (ago % 4)},,`,
        `${at},Staging,service.failurerate,,${failed},1000`,
        `${at},Production,service.failurerate,,1,1000`,
      ];
    });
    const text = ['time,environment,signature,value,numerator,denominator', ...rows.flat()].join('\n');
    return file(`so-far-${milliseconds}-${failed}.csv`, text);
  };
  const ask = async (of: object, source: string) => {
    const shop = { ...monspec.shop, ...of };
    const span = ['--from', '-12m', '--to', '+30m', '--delay', '0s'];
    const question = ['evaluate', monspecFile({ shop }, 'wait.json'), '--comparison', 'ToProduction', '--source', source];
    return run([...question, ...span, '--wait']);
  };
  const responseTime = { timeseries: key('responsetime') };

  test('stops half an hour before the end on a proven failure', async () => {
    const of = { rule: 'evidence', perfsignature: [{ timeseries: key('failurerate') }] };
    const { code, out, err } = await ask(of, soFar(100, 300));
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(/Fail: Staging against Production: Failure rate/);
  });

  test('stops on a maximum beyond its limit under the percentage rule too', async () => {
    const of = { rule: 'percentage', perfsignature: [{ ...responseTime, aggregate: 'max', upperlimit: 200 }] };
    expect(await ask(of, soFar(300, 1))).toMatchObject({ code: 1, err: '' });
  });

  test('stops on proven health where the monspec lets it', async () => {
    const of = { rule: 'evidence', earlyApproval: true, perfsignature: [responseTime] };
    expect(await ask(of, soFar(100, 1))).toMatchObject({ code: 0, err: '' });
  });
});

/** The gate's input under the evidence rule: what becomes of signatures, looks and their error budget. */
import { gateLook } from '../../../lambda/judge/evidence/input/look';
import { judgeEvidence } from '../../../lambda/judge/evidence/judge-input';
import { levelLooks } from '../../../lambda/judge/evidence/judge-case';
import type { JudgeInput, LookPlan } from '../../../lambda/judge/input';
import type { Signature } from '../../../lambda/monspec/monspec';
import { parseMonspec } from '../../../lambda/monspec/parse';

const minute = 60_000;
const key = (name: string): string => `com.dynatrace.builtin:${name}`;

const serviceOf = (perfsignature: readonly object[], more: object = {}) => {
  const parsed = parseMonspec(
    JSON.stringify({
      S: {
        etype: 'SERVICE',
        environments: { A: {}, B: {} },
        comparisons: [{ name: 'AB', source: 'A', compare: 'B', scalefactorperc: { default: 20 } }],
        perfsignature,
        ...more,
      },
    }),
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value.services[0]!;
};

const responseTime = { timeseries: key('service.responsetime') };
const failures = { timeseries: key('service.failurerate') };

/** Ten minutes of both sides at these values, of which the candidate's first `seen` are there. */
const input = (
  perfsignature: readonly object[],
  values: Readonly<Record<string, readonly [number, number]>>,
  { seen = 10, more = {}, plan }: { seen?: number; more?: object; plan?: Partial<LookPlan> } = {},
): JudgeInput => {
  const service = serviceOf(perfsignature, more);
  const windows = { candidate: { start: 100 * minute, end: (100 + seen) * minute }, baseline: { start: 0, end: 10 * minute } };
  const series = (signature: Signature, value: number, { start, end }: { start: number; end: number }) => {
    const all = Array.from({ length: (end - start) / minute }, () => value);
    return signature.id.includes('failurerate')
      ? {
          kind: 'series' as const,
          unit: '%',
          provenance: 't',
          series: { kind: 'rate' as const, periodSeconds: 60, start, numerator: all, denominator: all.map(() => 100) },
        }
      : {
          kind: 'series' as const,
          unit: signature.id.includes('errorcount') ? 'errors' : 'ms',
          provenance: 't',
          series: { kind: 'level' as const, periodSeconds: 60, start, values: all },
        };
  };
  return {
    service,
    comparison: service.comparisons[0]!,
    windows,
    baselineExists: true,
    deployments: { registered: 'd', current: 'd' },
    measured: Object.fromEntries(
      service.signatures.flatMap((signature) => {
        const [candidate, baseline] = values[signature.id.split('/')[0]!] ?? [];
        return candidate === undefined || baseline === undefined
          ? []
          : [
              [
                signature.id,
                { candidate: series(signature, candidate, windows.candidate), baseline: series(signature, baseline, windows.baseline) },
              ],
            ];
      }),
    ),
    history: { pairs: [], notes: [] },
    plan: { windowSeconds: 600, final: seen === 10, extension: 'none', ...plan },
  };
};

const names = (of: JudgeInput): readonly [string, ...string[]] => {
  const { verdict, signatures } = judgeEvidence(of);
  return [verdict, ...signatures.map((one) => one.verdict)];
};

const level = 'service.responsetime';
const rate = 'service.failurerate';

test.each<[string, JudgeInput, readonly string[]]>([
  ['equal sides pass', input([responseTime], { [level]: [100, 100] }), ['pass', 'pass']],
  ['a regression fails', input([responseTime], { [level]: [200, 100] }), ['fail', 'fail']],
  ['a regression fails early', input([responseTime], { [level]: [300, 100] }, { seen: 4 }), ['fail', 'fail']],
  [
    'what informs never decides',
    input([responseTime, { ...failures, role: 'info' }], { [level]: [100, 100], [rate]: [90, 1] }),
    ['pass', 'pass', 'info'],
  ],
  [
    'what is watched can fail',
    input([responseTime, { ...failures, role: 'watch' }], { [level]: [100, 100], [rate]: [90, 1] }),
    ['fail', 'pass', 'fail'],
  ],
  [
    'doubts about what is watched do not count',
    input([responseTime, { ...failures, role: 'watch' }], { [level]: [100, 100] }),
    ['pass', 'pass', 'inconclusive'],
  ],
  ['doubts about a guard do', input([responseTime, failures], { [level]: [100, 100] }), ['inconclusive', 'pass', 'inconclusive']],
  [
    'an extreme has no model and is judged plainly',
    input([{ ...responseTime, aggregate: 'max' }], { [level]: [200, 100] }),
    ['fail', 'fail'],
  ],
  [
    'but never before the end',
    input([{ ...responseTime, aggregate: 'max' }], { [level]: [200, 100] }, { seen: 4 }),
    ['inconclusive', 'inconclusive'],
  ],
  [
    'a total neither',
    input([{ timeseries: key('service.errorcounthttp5xx'), aggregate: 'sum' }], { 'service.errorcounthttp5xx': [9, 1] }, { seen: 4 }),
    ['inconclusive', 'inconclusive'],
  ],
  ['a limit takes the place of the comparison', input([{ ...responseTime, upperlimit: 300 }], { [level]: [200, 100] }), ['pass', 'pass']],
  ['a warning band warns', input([{ ...responseTime, warningpercent: 5 }], { [level]: [110, 100] }), ['warning', 'warning']],
  ['allowed points are a floor', input([{ ...responseTime, allowedpoints: 200 }], { [level]: [200, 100] }), ['pass', 'pass']],
])('%s', (_, given, expected) => {
  expect(names(given)).toEqual(expected);
});

describe('a score', () => {
  const more = { score: { pass: 90, warning: 60 } };
  const light = { ...failures, weight: 1 };
  const heavy = { ...responseTime, weight: 3 };
  const failing = { [level]: [100, 100], [rate]: [90, 1] } as const;

  test.each<[string, JudgeInput, string, number]>([
    ['decides instead of every signature', input([heavy, light], failing, { more }), 'warning', 75],
    ['is overruled by a key signature', input([heavy, { ...light, key: true }], failing, { more }), 'fail', 75],
    ['is no early verdict before it is proven', input([heavy, light], { [level]: [100, 100] }, { seen: 2, more }), 'inconclusive', 0],
  ])('%s', (_, given, verdict, least) => {
    const result = judgeEvidence(given);
    expect(result.verdict).toBe(verdict);
    expect(result.score).toBeGreaterThanOrEqual(least);
  });
});

test('two builds in one window prove nothing', () => {
  const of = input([responseTime], { [level]: [300, 100] });
  expect(judgeEvidence({ ...of, deployments: { registered: 'a', current: 'b' } })).toMatchObject({
    verdict: 'inconclusive',
    reasons: [expect.stringContaining('measures two builds')],
  });
});

describe('the error budget', () => {
  const windowSeconds = 1800;

  /** What all looks of a window may spend on levels. */
  const spent = (extension: LookPlan['extension']): number => {
    const plan = { windowSeconds, final: false, extension } as const;
    const early = Array.from({ length: 29 }, (_, index) => gateLook(0.05, (index + 1) * 60, plan, 60));
    const last = gateLook(0.05, windowSeconds, { ...plan, final: true }, 60);
    return [...early, last].reduce((sum, { levels }) => sum + levels, 0);
  };

  test('keeps a quarter for the second end of a window that may be made longer', () => {
    expect(spent('possible') / spent('none')).toBeCloseTo(0.75, 10);
    expect(spent('used')).toBeCloseTo(0.25 * 0.05, 10);
  });

  test('is spent only at the planned looks', () => {
    const planned = levelLooks(30);
    const look = (periods: number) => gateLook(0.05, periods * 60, { windowSeconds, final: false, extension: 'none' }, 60);
    expect(Array.from({ length: 29 }, (_, index) => index + 1).filter((periods) => look(periods).levels > 0)).toEqual(
      [...planned].filter((periods) => periods < 30),
    );
  });
});

describe('five builds, each ten percent slower than the last one', () => {
  const judgedStep = (step: number, pinned: boolean) => {
    const of = input([responseTime], { [level]: [100 * 1.1 ** step, 100 * 1.1 ** (step - 1)] });
    const then = { start: 0, end: 10 * minute };
    const id = of.service.signatures[0]!.id;
    const first = {
      kind: 'series' as const,
      unit: 'ms',
      provenance: 't',
      series: { kind: 'level' as const, periodSeconds: 60, start: 0, values: Array.from({ length: 10 }, () => 100) },
    };
    const anchor = { validationId: 'v', release: 'Build 0', window: then, measured: { [id]: first } };
    return judgeEvidence(pinned ? { ...of, history: { pairs: [], notes: [], anchor } } : of);
  };

  test('all pass by themselves', () => {
    expect([1, 2, 3, 4, 5].map((step) => judgedStep(step, false).verdict)).toEqual(['pass', 'pass', 'pass', 'pass', 'pass']);
  });

  test('a pinned validation catches them: the first passes, the last is rejected', () => {
    expect(judgedStep(1, true).verdict).toBe('pass');
    const last = judgedStep(5, true);
    expect(last.verdict).toBe('fail');
    expect(last.reasons[0]).toContain('since the pinned Build 0 +61 %');
  });
});

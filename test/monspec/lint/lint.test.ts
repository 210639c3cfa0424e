/** The linter: what can never fail, what can never conclude, and where that stands. */
import { lintText } from '../../../lambda/monspec/lint/lint';
import type { LintFinding } from '../../../lambda/monspec/lint/finding';
import type { LintOptions } from '../../../lambda/monspec/lint/options';
import { comparison, key, service, signature, type File } from '../files';

const lint = (overrides: File = {}, options: Partial<LintOptions> = {}): readonly LintFinding[] => {
  const result = lintText(JSON.stringify({ S: service(overrides) }), { sources: ['cloudwatch'], ...options });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.value;
};

const told = (findings: readonly LintFinding[]): string[] => findings.map(({ level, code, path }) => `${level} ${code} ${path}`);

const margins = (percent: number) => ({ comparisons: [comparison({ scalefactorperc: { default: percent } })] });

test('a sensible monspec is clean', () => {
  expect(lint(margins(15))).toEqual([]);
});

test.each<[string, File, Partial<LintOptions>, string[]]>([
  ['only informing', { perfsignature: [signature({ role: 'info' })] }, {}, ['error no-guard S.perfsignature']],
  ['only watching', { perfsignature: [signature({ role: 'watch' })] }, {}, ['error no-guard S.perfsignature']],
  [
    'no weight',
    { ...margins(15), perfsignature: [signature(), signature({ aggregate: 'p90', weight: 0 })] },
    {},
    ['error weight-zero S.perfsignature[1].weight'],
  ],
  [
    'a key that informs',
    { ...margins(15), perfsignature: [signature(), signature({ aggregate: 'p90', key: true, role: 'info' })] },
    {},
    ['error key-info S.perfsignature[1].role'],
  ],
  [
    'a warning beyond the margin',
    { ...margins(15), perfsignature: [signature({ warningpercent: 15 })] },
    {},
    ['error warning-unreachable S.perfsignature[0].warningpercent'],
  ],
  [
    'a warning so near the margin that such a change is in doubt',
    { ...margins(15), perfsignature: [signature({ warningpercent: 14.5 })] },
    {},
    ['error warning-unreachable S.perfsignature[0].warningpercent'],
  ],
  ...(['upper', 'lower'] as const).map((validate): [string, File, Partial<LintOptions>, string[]] => [
    `a warning that can be given, ${validate}`,
    { ...margins(15), perfsignature: [signature({ warningpercent: 10, validate })] },
    {},
    [],
  ]),
  [
    'a warning on a total, which is judged without',
    { ...margins(15), perfsignature: [{ timeseries: key('service.errorcounthttp5xx'), aggregate: 'sum', warningpercent: 5 }] },
    {},
    ['error warning-unreachable S.perfsignature[0].warningpercent'],
  ],
  [
    'a warning beside a limit',
    { perfsignature: [signature({ warningpercent: 5, upperlimit: 250 })] },
    {},
    ['error warning-unreachable S.perfsignature[0].warningpercent'],
  ],
  [
    'a warning without proof',
    { ...margins(15), rule: 'percentage', perfsignature: [signature({ warningpercent: 5 })] },
    {},
    ['error warning-unreachable S.perfsignature[0].warningpercent'],
  ],
  [
    'a score without a warning band',
    { ...margins(15), score: { pass: 80, warning: 80 } },
    {},
    ['error warning-unreachable S.score.warning'],
  ],
  ['a score that everything has', { ...margins(15), score: { pass: 80, warning: 0 } }, {}, ['error vacuous S.score.warning']],
  [
    'a rate that may be beyond 100 %',
    { perfsignature: [signature(), { timeseries: key('service.failurerate'), upperlimit: 150 }], ...margins(15) },
    {},
    ['error cannot-fail S.perfsignature[1]'],
  ],
  [
    'points that allow everything',
    { ...margins(15), perfsignature: [{ timeseries: key('service.failurerate'), allowedpoints: 100 }] },
    {},
    ['error cannot-fail S.perfsignature[0]'],
  ],
  ['a window of two minutes', margins(15), { windowMinutes: 2 }, ['error window-too-short S.perfsignature[0]']],
  ['a window that is long enough', margins(15), { windowMinutes: 10 }, []],
  [
    'hardly a margin, and early approval',
    { ...margins(3), earlyApproval: true },
    { windowMinutes: 30 },
    ['warning needs-history S.comparisons[0]'],
  ],
  ['early approval at the end', { ...margins(15), rule: 'percentage', earlyApproval: true }, {}, ['warning no-effect S.earlyApproval']],
  [
    'settings that the percentage rule does not know, in a comparison',
    { comparisons: [comparison({ scalefactorperc: { default: 15 }, rule: 'percentage', falseRejects: 0.01, proof: 'strict' })] },
    {},
    ['warning no-effect S.comparisons[0].falseRejects', 'warning no-effect S.comparisons[0].proof'],
  ],
  [
    'a comparison with a score without a warning band',
    { comparisons: [comparison({ scalefactorperc: { default: 15 }, score: { pass: 80, warning: 90 } })] },
    {},
    ['error warning-unreachable S.comparisons[0].score.warning'],
  ],
  [
    'a warning that one of two comparisons can give',
    {
      comparisons: [
        comparison({ scalefactorperc: { default: 15 } }),
        comparison({ name: 'Plain', scalefactorperc: { default: 15 }, rule: 'percentage' }),
      ],
      perfsignature: [signature({ warningpercent: 5 })],
    },
    {},
    [],
  ],
  [
    'strict proof of a comparison that no window gives',
    { comparisons: [comparison({ scalefactorperc: { default: 5 }, proof: 'strict', falseApprovals: 0.05 })] },
    { windowMinutes: 30 },
    ['error never-concludes S.comparisons[0]'],
  ],
  [
    'a metric of another source',
    { ...margins(15), perfsignature: [signature(), { smartscape: 'toRelationships:calls' }] },
    {},
    ['warning no-source S.perfsignature[1]'],
  ],
  [
    'a metric of a source that is there',
    { ...margins(15), perfsignature: [signature(), { smartscape: 'toRelationships:calls', upperlimit: 10 }] },
    { sources: ['cloudwatch', 'dynatrace'] },
    [],
  ],
  [
    'guards of other sources alone',
    { ...margins(15), perfsignature: [signature({ role: 'watch' }), { smartscape: 'toRelationships:calls' }] },
    {},
    ['error no-source S.perfsignature', 'warning no-source S.perfsignature[1]'],
  ],
  ['a limit of nothing', { perfsignature: [signature({ lowerlimit: 0 })] }, {}, ['warning vacuous S.perfsignature[0].lowerlimit']],
  ['some traffic at all', { perfsignature: [{ timeseries: key('service.requestspermin'), lowerlimit: 0 }] }, {}, []],
  [
    'metrics of other sources alone',
    { ...margins(15), perfsignature: [{ smartscape: 'toRelationships:calls' }] },
    {},
    ['error no-source S.perfsignature'],
  ],
])('%s', (_, overrides, options, expected) => {
  expect(told(lint(overrides, options))).toEqual(expected);
});

test('every finding says how to mend it', () => {
  const findings = [
    ...lint({ perfsignature: [signature({ role: 'info' })] }),
    ...lint(margins(15), { windowMinutes: 1 }),
    ...lint({ ...margins(3), earlyApproval: true }, { windowMinutes: 30 }),
  ];
  expect(findings.length).toBeGreaterThan(2);
  expect(findings.every(({ message, fix }) => message.endsWith('.') && fix.endsWith('.'))).toBe(true);
});

test('a monspec that does not parse has issues instead', () => {
  expect(lintText('{"S":{}}')).toMatchObject({ ok: false, issues: expect.arrayContaining([expect.objectContaining({ path: 'S.etype' })]) });
});

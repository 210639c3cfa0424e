import { judgeCase, judgeSequentially, windowSeconds } from '../../../lambda/judge/evidence/judge-case';
import { caseOf, counts, data, judged, level, pairs, rate, steady, wave } from './cases';

const base = wave(100, 30, 0.1, 7);

test('the verdict has the shape that programs read', () => {
  const verdict = judgeCase(caseOf([level(wave(100), base), rate(counts(steady(0)), counts(steady(0)))]));
  expect(Object.keys(verdict)).toEqual(['id', 'verdict', 'score', 'decidedAfterSeconds', 'metrics']);
  expect(verdict).toMatchObject({ id: 'test', verdict: 'pass', score: 100, decidedAfterSeconds: 1800 });
  expect(Object.keys(verdict.metrics[0]!)).toEqual([
    'id',
    'verdict',
    'candidate',
    'baseline',
    'limit',
    'changePercent',
    'intervalPercent',
    'reason',
  ]);
});

test('the interval holds the change', () => {
  const [metric] = judged([level(wave(110), base)]).metrics;
  expect(metric!.intervalPercent![0]).toBeLessThan(metric!.changePercent!);
  expect(metric!.intervalPercent![1]).toBeGreaterThan(metric!.changePercent!);
});

test('what only informs says so', () => {
  expect(judged([level(wave(200), base, { role: 'info' }), level(wave(100), base, { id: 'other' })])).toMatchObject({
    verdict: 'pass',
    metrics: [{ verdict: 'info', reason: expect.stringMatching(/^Not judged \(info\): /) }, { verdict: 'pass' }],
  });
});

test('a case without metrics is inconclusive', () => {
  expect(judged([])).toEqual({ id: 'test', verdict: 'inconclusive', score: null, decidedAfterSeconds: 0, metrics: [] });
});

describe('sequentially', () => {
  test('a regression is rejected before the end, the later the smaller it is', () => {
    const after = [2.5, 1.5].map((ratio) => judgeSequentially(caseOf([level(wave(100 * ratio), base, { history: pairs(10) })])));
    expect(after.map(({ verdict }) => verdict)).toEqual(['fail', 'fail']);
    expect(after[0]!.decidedAfterSeconds).toBeLessThanOrEqual(300);
    expect(after[0]!.decidedAfterSeconds).toBeLessThanOrEqual(after[1]!.decidedAfterSeconds);
  });

  test('a good build is approved at the end only, unless the policy asks for more', () => {
    const it = caseOf([level(wave(100), base, { history: pairs(10, 1, 0.01) })]);
    expect(judgeSequentially(it)).toMatchObject({ verdict: 'pass', decidedAfterSeconds: 1800 });
    expect(judgeSequentially({ ...it, policy: { ...it.policy, approveEarly: true } }).decidedAfterSeconds).toBeLessThan(1800);
  });

  test('a control is seen no further than the candidate', () => {
    const later = base.map((value, index) => (index < 15 ? value : value * 1000));
    const it = caseOf([level(wave(300), later, { concurrent: true })]);
    expect(judgeSequentially(it)).toMatchObject({ verdict: 'fail' });
  });

  test('three disturbed minutes after the first reject nothing', () => {
    const disturbed = wave(100).map((value, index) => (index >= 1 && index < 4 ? 2.5 * value : value));
    expect(judgeSequentially(caseOf([level(disturbed, base, { history: pairs(10) })])).verdict).toBe('pass');
  });

  test('where earlier windows were disturbed for five minutes, as many bad ones at the beginning reject nothing', () => {
    const spike = (values: number[], at: number): number[] =>
      values.map((value, index) => (index >= at && index < at + 5 ? 2.5 * value : value));
    const history = pairs(10).map((pair) => ({ ...pair, candidate: data(spike(wave(100, 30, 0.1, 4), 10)) }));
    const early = spike(wave(100), 0);
    expect(judgeSequentially(caseOf([level(early, base, { history })])).verdict).toBe('pass');
    expect(judgeSequentially(caseOf([level(wave(250), base, { history })]))).toMatchObject({ verdict: 'fail', decidedAfterSeconds: 360 });
  });

  test('periods of five minutes', () => {
    const five = (values: number[]) => ({ ...data(values), periodSeconds: 300 });
    const it = caseOf([level([], [], { candidate: five(wave(300, 12)), baseline: five(wave(100, 12, 0.1, 3)) })]);
    expect(windowSeconds(it)).toBe(3600);
    expect(judgeSequentially(it)).toMatchObject({ verdict: 'fail' });
    expect(judgeSequentially(it).decidedAfterSeconds % 300).toBe(0);
  });
});

describe('rule percentage', () => {
  const policy = { rule: 'percentage' } as const;
  test.each([
    [114, 'pass'],
    [116, 'fail'],
  ])('%d against 100 with 15 %% → %s', (value, verdict) => {
    expect(judged([level(steady(value), steady(100))], policy).verdict).toBe(verdict);
  });

  test('limits replace the margin, and too few points prove nothing', () => {
    expect(judged([level(steady(200), steady(100), { upperLimit: 300 })], policy).verdict).toBe('pass');
    expect(judged([level([null, null, 1], steady(100))], policy).verdict).toBe('inconclusive');
    expect(judged([level([null, null, 100, 100], steady(100))], policy).verdict).toBe('pass');
    expect(judged([level(steady(1), [null])], policy).verdict).toBe('inconclusive');
    expect(judged([level(steady(1), steady(0))], policy).verdict).toBe('inconclusive');
    expect(judged([rate(counts(steady(3)), counts(steady(1)))], policy)).toMatchObject({ verdict: 'fail', metrics: [{ candidate: 2.5 }] });
  });

  test('it decides at the end of the window', () => {
    expect(judgeSequentially(caseOf([level(steady(500), steady(100))], policy)).decidedAfterSeconds).toBe(1800);
  });
});

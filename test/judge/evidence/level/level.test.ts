import { caseOf, data, judged, judgedOne, level, pairs, steady, wave } from '../cases';
import { judgeSequentially } from '../../../../lambda/judge/evidence/judge-case';

const base = wave(100, 30, 0.1, 7);

describe('without history', () => {
  test.each([
    ['the same', 1, 'pass'],
    ['faster', 0.7, 'pass'],
    ['inside the margin', 1.05, 'pass'],
    ['far beyond the margin', 1.6, 'fail'],
  ])('%s: %s times → %s', (_, ratio, verdict) => {
    expect(judgedOne(level(wave(100 * ratio), base)).verdict).toBe(verdict);
  });

  test('says that history is missing', () => {
    expect(judgedOne(level(wave(100), base)).reason).toContain('None of the 5 earlier comparisons');
    expect(judgedOne(level(wave(100), base, { history: pairs(2, 1) })).reason).toContain('Only 2 of the 5 earlier comparisons');
  });
});

describe('with history', () => {
  test('what the comparison always shows is no regression', () => {
    const verdict = judgedOne(level(wave(140), base, { history: pairs(10, 1.4) }));
    expect(verdict.verdict).toBe('pass');
    expect(verdict.changePercent).toBeGreaterThan(35);
  });

  test('the same level is a regression where the comparison never shows it', () => {
    const verdict = judgedOne(level(wave(140), base, { history: pairs(10) }));
    expect(verdict.verdict).toBe('fail');
    expect(verdict.reason).toMatch(
      /^Response time \+4\d % \(1\d\d ms against 1?\d\d ms, allowed \+15 %: 11\d ms\)\. The same comparison varied −\d/,
    );
  });

  test('a comparison that varies much cannot tell, and says that time will not help', () => {
    const verdict = judgedOne(level(wave(120), base, { history: pairs(10, 1, 0.4) }));
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.reason).toContain('a person has to decide');
  });

  test('pairs without data do not count as history', () => {
    const empty = { candidate: data([null, null]), baseline: data([null, null]) };
    expect(judgedOne(level(wave(100), base, { history: [...pairs(4), empty, empty] })).reason).toContain('earlier comparisons');
  });
});

test('a throughput that halves fails, one that rises passes', () => {
  const throughput = { direction: 'lower', allowedPercent: 30 } as const;
  expect(judgedOne(level(wave(50), base, throughput)).verdict).toBe('fail');
  expect(judgedOne(level(wave(150), base, throughput)).verdict).toBe('pass');
  expect(judgedOne(level(steady(0), base, throughput)).verdict).toBe('fail');
});

test('a few far minutes do not reject what most minutes keep', () => {
  const spikes = wave(100).map((value, index) => (index > 10 && index < 16 ? value * 3 : value));
  const verdict = judgedOne(level(spikes, base));
  expect(verdict.verdict).toBe('pass');
  expect(verdict.reason).toContain('Set aside: 5 disturbed minutes of the candidate');
});

test('a slow leak is told by the end of the window', () => {
  const leak = wave(100).map((value, index) => value * (1 + (0.5 * index) / 30));
  const verdict = judgedOne(level(leak, base, { history: pairs(10, 1, 0.02) }));
  expect(verdict.verdict).toBe('fail');
});

describe('missing points', () => {
  const holes = (values: number[], keep: number): (number | null)[] => values.map((value, index) => (index < keep ? value : null));

  test.each([
    ['six tenths of the candidate', 18, 'pass'],
    ['less than six tenths', 17, 'inconclusive'],
    ['half', 15, 'inconclusive'],
    ['nothing', 0, 'inconclusive'],
  ])('%s', (_, keep, verdict) => {
    expect(judgedOne(level(holes(wave(100), keep), base)).verdict).toBe(verdict);
  });

  test('says how many are needed', () => {
    expect(judgedOne(level(holes(wave(100), 3), base)).reason).toBe(
      'Response time could not be judged: the candidate has 3 of 30 points and 18 are needed.',
    );
    expect(judgedOne(level(wave(100), [])).reason).toContain('the baseline has 0 of 0 points');
  });

  test('lost minutes weigh against an approval', () => {
    const almost = wave(112, 30, 0.2);
    const hot = [...almost].sort((a, b) => a - b)[20]!;
    const lost = almost.map((value) => (value > hot ? null : value));
    expect(judgedOne(level(lost, base)).verdict).not.toBe('fail');
  });
});

describe('zero and constant series', () => {
  test.each([
    ['zero against zero', steady(0), steady(0), {}, 'pass'],
    ['something against zero', steady(5), steady(0), {}, 'inconclusive'],
    ['something against zero, within its points', steady(5), steady(0), { allowedPoints: 6 }, 'pass'],
    ['something against zero, beyond its points', wave(50), steady(0), { allowedPoints: 6 }, 'fail'],
    ['a lower metric against zero', steady(5), steady(0), { direction: 'lower' as const }, 'inconclusive'],
    ['zero against something', steady(0), base, {}, 'pass'],
    ['equal constants', steady(100), steady(100), {}, 'pass'],
    ['a constant far beyond', steady(150), steady(100), {}, 'fail'],
    [
      'equal constants with constant history',
      steady(100),
      steady(100),
      { history: Array.from({ length: 6 }, () => ({ candidate: data(steady(100)), baseline: data(steady(100)) })) },
      'pass',
    ],
    ['tiny values', steady(1e-200), steady(1e-200), {}, 'pass'],
    ['huge values', steady(3e305), steady(1e305), {}, 'fail'],
    ['within absolute points though beyond the percentage', wave(1.5), wave(1, 30, 0.1, 3), { allowedPoints: 2 }, 'pass'],
  ])('%s', (_, candidate, baseline, more, verdict) => {
    expect(judgedOne(level(candidate, baseline, more)).verdict).toBe(verdict);
  });
});

describe('limits', () => {
  test.each([
    ['below', { upperLimit: 150 }, 'pass'],
    ['above', { upperLimit: 90 }, 'fail'],
    ['above the lower one', { lowerLimit: 50 }, 'pass'],
    ['below the lower one', { lowerLimit: 120 }, 'fail'],
    ['between', { lowerLimit: 50, upperLimit: 150 }, 'pass'],
    ['on it', { upperLimit: 100 }, 'fail'],
  ])('%s', (_, limits, verdict) => {
    const { allowedPercent: _margin, ...metric } = level(steady(100), [], limits);
    expect(judgedOne(metric).verdict).toBe(verdict);
  });

  test('a limit and a margin must both be kept', () => {
    const verdict = judgedOne(level(wave(100), base, { upperLimit: 80 }));
    expect(verdict).toMatchObject({ verdict: 'fail', limit: 80 });
    expect(verdict.reason).toContain('is not below its limit of 80 ms');
    expect(judgedOne(level(wave(200), base, { upperLimit: 500 })).verdict).toBe('fail');
  });

  test('neither margin nor limit proves nothing', () => {
    const { allowedPercent: _margin, ...metric } = level(wave(100), base);
    expect(judgedOne(metric)).toMatchObject({ verdict: 'inconclusive' });
  });

  test('a value just above its limit is not rejected before the end', () => {
    const { allowedPercent: _margin, ...metric } = level(wave(100, 30, 0.4), [], { upperLimit: 99 });
    expect(judgeSequentially(caseOf([metric])).decidedAfterSeconds).toBe(1800);
  });
});

test('a warning band', () => {
  expect(judgedOne(level(wave(109), base, { warningPercent: 5, history: pairs(10, 1, 0.01) })).verdict).toBe('warning');
});

test('a control at the same time cancels what both share', () => {
  const load = base.map((_, index) => 1 + 0.5 * Math.sin(index));
  const [candidate, control] = [load.map((value, index) => value * wave(103, 30, 0.02)[index]!), load.map((value) => value * 100)];
  const alone = judgedOne(level(candidate, control)).intervalPercent!;
  const paired = judgedOne(level(candidate, control, { concurrent: true })).intervalPercent!;
  expect(paired[1] - paired[0]).toBeLessThan((alone[1] - alone[0]) / 2);
});

test('levels under a tenth of the traffic are not taken at face value without history', () => {
  const metric = level(wave(140), base);
  const weights = { candidate: { ...metric.candidate, weights: steady(12) }, baseline: { ...metric.baseline, weights: steady(120) } };
  const [verdict] = judged([{ ...metric, ...weights }]).metrics;
  expect(verdict!.verdict).toBe('inconclusive');
  expect(verdict!.reason).toContain("0.1 times the baseline's traffic");
});

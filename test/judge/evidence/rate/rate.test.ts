import { judgeSequentially } from '../../../../lambda/judge/evidence/judge-case';
import { caseOf, counts, judgedOne, rate, steady } from '../cases';

/** `of` failures spread evenly over `length` minutes. */
const spread = (of: number, length = 30): number[] =>
  Array.from({ length }, (_, index) => Math.floor(((index + 1) * of) / length) - Math.floor((index * of) / length));

const few = counts(spread(18));

describe('120 requests a minute, 0.5 % failing in the baseline', () => {
  test.each([
    ['the same', 18, 'pass'],
    ['none', 0, 'pass'],
    ['a little more, within half a point', 27, 'pass'],
    ['three times as many', 54, 'fail'],
    ['a tenth of all', 360, 'fail'],
  ])('%s', (_, failures, verdict) => {
    expect(judgedOne(rate(counts(spread(failures)), few)).verdict).toBe(verdict);
  });

  test('tells the counts', () => {
    expect(judgedOne(rate(counts(spread(360)), few)).reason).toBe(
      'Failure rate 10 % (360 of 3600) against 0.5 % (18 of 3600), allowed 1 %.',
    );
  });
});

describe('few requests', () => {
  const three = (failures: number): ReturnType<typeof counts> => counts(spread(failures), 3);

  test('one failure of ninety is not yet a regression, and no proof of safety either', () => {
    const verdict = judgedOne(rate(three(1), three(0)));
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.reason).toMatch(/It needs about \d+ more requests, about \d+ (minutes|hours), to tell this from chance\./);
  });

  test('with history it passes: most builds are like the last ones', () => {
    const history = Array.from({ length: 10 }, (_, index) => ({ candidate: three(index % 2), baseline: three((index + 1) % 2) }));
    expect(judgedOne(rate(three(1), three(0), { history })).verdict).toBe('pass');
    expect(judgedOne(rate(three(20), three(0), { history })).verdict).toBe('fail');
  });

  test('no requests at all prove nothing', () => {
    expect(judgedOne(rate(counts(steady(0), 0), few))).toMatchObject({
      verdict: 'inconclusive',
      reason: 'Failure rate could not be judged: the candidate had no requests.',
    });
    expect(judgedOne(rate(few, counts(steady(0), 0))).reason).toContain('the baseline had no requests');
  });
});

test('zero failures on both sides pass, a few against none do not reject', () => {
  const clean = counts(steady(0));
  expect(judgedOne(rate(clean, clean)).verdict).toBe('pass');
  expect(judgedOne(rate(counts(spread(3)), clean)).verdict).not.toBe('fail');
  expect(judgedOne(rate(counts(spread(100)), clean))).toMatchObject({ verdict: 'fail', changePercent: null });
});

test('missing minutes: half of them must be there', () => {
  const partial = (minutes: number) => counts(spread(18).map((value, index) => (index < minutes ? value : null)));
  expect(judgedOne(rate(partial(14), few)).verdict).toBe('inconclusive');
  expect(judgedOne(rate(counts(steady(Number.NaN)), few)).verdict).toBe('inconclusive');
});

describe('bursts', () => {
  const bursty = (at: number): number[] => spread(18).map((value, index) => (index >= at && index < at + 3 ? value + 10 : value));
  const history = Array.from({ length: 10 }, (_, index) => ({
    candidate: counts(bursty((index * 7) % 27)),
    baseline: counts(bursty((index * 11) % 27)),
  }));

  test('one burst like those of earlier windows does not reject', () => {
    expect(judgedOne(rate(counts(bursty(10)), few, { history })).verdict).toBe('pass');
  });

  test('a burst in an otherwise clean service does not reject by itself', () => {
    expect(judgedOne(rate(counts(bursty(10)), few)).verdict).not.toBe('fail');
  });

  test('steady failures reject in spite of bursts', () => {
    expect(judgedOne(rate(counts(bursty(10).map((value) => value + 5)), few, { history })).verdict).toBe('fail');
  });
});

test('in points of five minutes, three bad ones are no burst', () => {
  const five = (numerator: number[]): ReturnType<typeof counts> => ({ ...counts(numerator, 600), periodSeconds: 300 });
  expect(judgedOne(rate(five([30, 32, 29]), five([3, 2]))).verdict).toBe('fail');
  expect(judgedOne(rate(counts([6, 7, 6]), counts([1, 0]))).verdict).not.toBe('fail');
});

test('an environment that always fails more is compared with itself', () => {
  const history = Array.from({ length: 10 }, () => ({ candidate: counts(spread(108)), baseline: few }));
  const verdict = judgedOne(rate(counts(spread(108)), few, { history }));
  expect(verdict.verdict).toBe('pass');
  expect(verdict.reason).toContain('usually has');
});

test('a success rate is worse when it is lower', () => {
  const success = { direction: 'lower', allowedPercent: 1 } as const;
  expect(judgedOne(rate(counts(steady(60)), counts(steady(119)), success)).verdict).toBe('fail');
  expect(judgedOne(rate(counts(steady(120)), counts(steady(119)), success))).toMatchObject({ verdict: 'pass', candidate: 100 });
});

test.each([
  ['below', { upperLimit: 2 }, 'pass'],
  ['above', { upperLimit: 0.1 }, 'fail'],
])('a limit in percent: %s', (_, limits, verdict) => {
  const { allowedPercent: _margin, ...metric } = rate(few, few, limits);
  expect(judgedOne(metric).verdict).toBe(verdict);
});

describe('half of all requests failing is rejected within the first minute', () => {
  const { allowedPercent: _margin, ...limited } = rate(counts(steady(60)), few, { upperLimit: 2 });

  test.each([
    ['against a baseline', rate(counts(steady(60)), few)],
    ['against a limit, without a baseline', limited],
  ])('%s', (_, metric) => {
    expect(judgeSequentially(caseOf([metric]))).toMatchObject({ verdict: 'fail', decidedAfterSeconds: 60 });
  });

  test('a few more failures than the limit allows are not: the end of the window decides', () => {
    const verdict = judgeSequentially(caseOf([{ ...limited, candidate: counts(spread(75)) }]));
    expect(verdict).toMatchObject({ verdict: 'fail', decidedAfterSeconds: 1800 });
  });
});

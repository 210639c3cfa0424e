import { judgeZeroBaseline } from '../../../lambda/judge/percentage/zero-baseline';
import { failureRate, failures, judgeOne, levels, responseTime, signature } from './inputs';

test.each([
  ['none on either side', [0, 1000], [0, 1000], 'pass', 'Failure rate (avg) is 0 %, as is the baseline.'],
  [
    'a trifle',
    [1, 1000],
    [0, 1000],
    'warning',
    'Failure rate (avg) 0.1 % is small, but the baseline is 0; give the signature an upperlimit to decide by.',
  ],
  ['a trifle of much', [500, 100_000], [0, 100_000], 'warning', undefined],
  ['half of all', [500, 1000], [0, 1000], 'fail', 'Failure rate (avg) 50 % is more than chance explains where the baseline is 0.'],
  ['a tenth', [100, 1000], [0, 1000], 'fail', undefined],
  [
    'too few requests to tell',
    [1, 20],
    [0, 20],
    'inconclusive',
    'Failure rate (avg) 5 % cannot be judged by a percentage of a baseline of 0; give the signature a limit.',
  ],
  ['too small a baseline to tell', [20, 100_0], [0, 10], 'inconclusive', undefined],
] as const)('failures where there were none: %s', (_, candidate, baseline, verdict, reason) => {
  const [judged] = judgeOne(failureRate(), failures(candidate, baseline)).signatures;
  expect(judged!.verdict).toBe(verdict);
  expect(judged!.changePercent).toBeNull();
  expect(reason === undefined || judged!.reason === reason).toBe(true);
});

test.each([
  [0, 'pass'],
  [3, 'inconclusive'],
  [300, 'fail'],
])('%d errors per minute where there were none: %s', (errors, verdict) => {
  const of = signature('service.errorcounthttp5xx', { aggregate: 'sum' });
  expect(judgeOne(of, levels(of, errors / 10, 0)).verdict).toBe(verdict);
});

test('a level next to zero is inconclusive', () => {
  const of = responseTime();
  expect(judgeOne(of, levels(of, 1, 0)).verdict).toBe('inconclusive');
});

test('throughput next to zero proves nothing, whichever way it moved', () => {
  const of = signature('service.requestspermin', { aggregate: 'count', direction: 'lower' });
  expect(judgeOne(of, levels(of, 0, 0)).verdict).toBe('inconclusive');
  expect(judgeOne(of, levels(of, 100, 0)).verdict).toBe('inconclusive');
});

test('the extremes of a rate next to zero are inconclusive', () => {
  const of = failureRate({ aggregate: 'max' });
  expect(judgeOne(of, failures([500, 1000], [0, 1000])).verdict).toBe('inconclusive');
});

test.each([
  [4, 'inconclusive'],
  [5, 'fail'],
])('the exact binomial: %d of 100 against 0 of 100 at +10 %% is %s', (count, verdict) => {
  const side = (events: number) => ({ kind: 'value', value: events, events: { count: events, exposure: 100 } }) as const;
  expect(judgeZeroBaseline(side(count), side(0), { direction: 'upper', percent: 10, unit: '%' })).toBe(verdict);
});

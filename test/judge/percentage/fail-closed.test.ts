/** What must never be approved by accident. */
import type { Measured } from '../../../lambda/judge/input';
import { judgePercentage } from '../../../lambda/judge/percentage/judge';
import type { SeriesOutcome } from '../../../lambda/judge/series';
import {
  baselineWindow,
  candidateWindow,
  failureRate,
  failures,
  flat,
  input,
  judgeOne,
  level,
  levels,
  minute,
  rate,
  responseTime,
  signature,
} from './inputs';

const of = responseTime();
const good = levels(of, 100, 100);
const candidate = (values: readonly (number | null)[], weights?: readonly (number | null)[]): Measured => ({
  ...good,
  candidate: level(of, candidateWindow.start, values, weights),
});

const kinds = ['no-entity', 'no-data', 'partial', 'throttled', 'unauthorised', 'unreachable', 'bad-query'] as const;

describe.each(kinds)('a source that answers %s', (kind) => {
  const none: SeriesOutcome = { kind, detail: 'the detail.' };
  test.each([
    [
      'candidate',
      { ...good, candidate: none },
      `Response time (avg) could not be judged: Staging gave no usable data (${kind}: the detail).`,
    ],
    [
      'baseline',
      { ...good, baseline: none },
      `Response time (avg) could not be judged: the baseline in Production gave no usable data (${kind}: the detail).`,
    ],
  ])('for the %s is inconclusive', (_, measured, reason) => {
    expect(judgeOne(of, measured)).toMatchObject({ verdict: 'inconclusive', reasons: [reason] });
  });
});

test.each([
  ['nothing measured', flat(0).map(() => null), 'Staging has 0 of 10 points and 5 are needed'],
  ['four of ten points', [1, 1, 1, 1, null, null, null, null, null, null], 'Staging has 4 of 10 points and 5 are needed'],
  ['a series that is too short', [1, 1], 'Staging has 2 of 10 points and 5 are needed'],
  ['NaN', flat(Number.NaN), 'Staging has 0 of 10 points and 5 are needed'],
  ['infinity', flat(Infinity), 'Staging has 0 of 10 points and 5 are needed'],
  ['negative times', flat(-1), 'Staging has 0 of 10 points and 5 are needed'],
])('%s is inconclusive', (_, values, why) => {
  expect(judgeOne(of, candidate(values))).toMatchObject({
    verdict: 'inconclusive',
    reasons: [`Response time (avg) could not be judged: ${why}.`],
  });
});

const withPoints = (present: number, value: number): Measured =>
  candidate(flat(value).map((point, index) => (index < present ? point : null)));

test.each([
  [10, 'pass'],
  [8, 'pass'],
  [7, 'inconclusive'],
  [5, 'inconclusive'],
])('%i of ten good points: %s', (present, verdict) => {
  expect(judgeOne(of, withPoints(present, 100)).verdict).toBe(verdict);
});

test('too few points to approve are named', () => {
  expect(judgeOne(of, withPoints(7, 100)).reasons[0]).toMatch(/But Staging has only 7 of 10 points, and 8 are needed to approve\.$/);
});

test('five of ten points are enough to reject', () => {
  expect(judgeOne(of, withPoints(5, 900)).verdict).toBe('fail');
});

test.each([
  ['weights of zero', flat(0), 'had no requests to measure'],
  ['missing weights', flat(0).map(() => null), 'has 0 of 10 points and 5 are needed'],
])('%s are inconclusive', (_, weights, why) => {
  expect(judgeOne(of, candidate(flat(100), weights)).reasons[0]).toContain(why);
});

test('points outside the window are not evidence', () => {
  const stale = level(of, candidateWindow.start - 10 * minute, flat(100));
  expect(judgeOne(of, { ...good, candidate: stale })).toMatchObject({ verdict: 'inconclusive' });
});

test('a rate without any request is inconclusive', () => {
  expect(judgeOne(failureRate(), failures([0, 0], [1, 1000])).reasons[0]).toContain('had no requests to measure');
});

test('a missing numerator is missing, since zeros are the business of the source', () => {
  const measured = {
    ...failures([1, 1000], [1, 1000]),
    candidate: rate(
      candidateWindow.start,
      flat(0).map(() => null),
      flat(100),
    ),
  };
  expect(judgeOne(failureRate(), measured).verdict).toBe('inconclusive');
});

test('a wrong unit is inconclusive', () => {
  const seconds = { ...level(of, candidateWindow.start, flat(0.1)), unit: 's' } as SeriesOutcome;
  expect(judgeOne(of, { ...good, candidate: seconds }).reasons[0]).toContain('was measured in s instead of ms');
});

test('a signature that was not measured is inconclusive', () => {
  expect(judgePercentage(input([of], {}))).toMatchObject({
    verdict: 'inconclusive',
    reasons: ['Response time (avg) could not be judged: Staging was not measured.'],
  });
});

test('an empty window is inconclusive', () => {
  const windows = { candidate: { start: candidateWindow.start, end: candidateWindow.start }, baseline: baselineWindow };
  expect(judgeOne(of, good, 25, { windows }).verdict).toBe('inconclusive');
});

test('a build that was replaced in the window is inconclusive, however good the numbers', () => {
  const judged = judgeOne(of, good, 25, { deployments: { registered: 'd-1', current: 'd-2' } });
  expect(judged).toMatchObject({
    verdict: 'inconclusive',
    reasons: ['Deployment d-2 replaced d-1 in Staging during the window, so it measures two builds.'],
    signatures: [{ verdict: 'pass' }],
  });
});

test('a replaced build is not rejected for what another build did', () => {
  expect(judgeOne(of, levels(of, 900, 100), 25, { deployments: { registered: 'd-1', current: 'd-2' } }).verdict).toBe('inconclusive');
});

describe('unsupported signatures', () => {
  const unsupported: Measured = {
    candidate: { kind: 'unsupported', detail: 'no such metric' },
    baseline: { kind: 'unsupported', detail: 'no such metric' },
  };
  const calls = signature(
    { kind: 'smartscape', relation: 'toRelationships:calls' },
    { id: 'calls', aggregate: 'count', direction: 'lower' },
  );

  test('inform and never decide, loudly', () => {
    const judged = judgePercentage(input([of, calls], { [of.id]: good, calls: unsupported }));
    expect(judged).toMatchObject({ verdict: 'pass', signatures: [{ verdict: 'pass' }, { verdict: 'info' }] });
    expect(judged.signatures[1]!.reason).toBe('Smartscape toRelationships:calls (count) is not judged: no such metric.');
    expect(judged.reasons).toContain('Not judged (info): Smartscape toRelationships:calls (count).');
  });

  test('alone prove nothing', () => {
    expect(judgePercentage(input([calls], { calls: unsupported }))).toMatchObject({
      verdict: 'inconclusive',
      reasons: ['No signature could be judged, so nothing is proven.', 'Not judged (info): Smartscape toRelationships:calls (count).'],
    });
  });
});

describe('no baseline, because the compared environment never ran anything', () => {
  const none: SeriesOutcome = { kind: 'no-data', detail: 'nothing' };
  const limited = responseTime({ id: 'limited', upperLimit: 200 });
  const measured = { signature: { ...good, baseline: none }, limited: { ...good, baseline: none } };
  const more = { baselineExists: false };

  test('limits decide, and the verdict says so', () => {
    expect(judgePercentage(input([of, limited], measured, 25, more))).toMatchObject({
      verdict: 'pass',
      reasons: expect.arrayContaining(['No baseline: limits only, since Production ran nothing to compare with.']),
      signatures: [
        { verdict: 'info', reason: 'Response time (avg) is not judged: there is no baseline and the signature has no limit.' },
        { verdict: 'pass' },
      ],
    });
  });

  test('a broken limit rejects', () => {
    const bad = { ...measured, limited: { ...levels(limited, 300, 1), baseline: none } };
    expect(judgePercentage(input([of, limited], bad, 25, more)).verdict).toBe('fail');
  });

  test('without limits nothing is proven', () => {
    expect(judgePercentage(input([of], measured, 25, more)).verdict).toBe('inconclusive');
  });
});

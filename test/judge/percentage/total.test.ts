import { judgePercentage } from '../../../lambda/judge/percentage/judge';
import type { Measured } from '../../../lambda/judge/input';
import { failureRate, failures, input, levels, responseTime } from './inputs';

const of = responseTime();
const missing: Measured = { candidate: { kind: 'no-data', detail: 'x' }, baseline: { kind: 'no-data', detail: 'x' } };
const outcomes = { pass: levels(of, 100, 100), fail: levels(of, 200, 100), worse: levels(of, 300, 100), inconclusive: missing } as const;

const judge = (names: readonly (keyof typeof outcomes)[]) => {
  const signatures = names.map((_, index) => responseTime({ id: String(index) }));
  return judgePercentage(input(signatures, Object.fromEntries(names.map((name, index) => [String(index), outcomes[name]]))));
};

test.each([
  [['pass'], 'pass'],
  [['pass', 'pass'], 'pass'],
  [['pass', 'inconclusive'], 'inconclusive'],
  [['pass', 'fail'], 'fail'],
  [['inconclusive', 'fail'], 'fail'],
  [[], 'inconclusive'],
] as const)('%j is %s', (names, verdict) => {
  expect(judge(names).verdict).toBe(verdict);
});

test('the worst reason comes first', () => {
  expect(judge(['pass', 'fail', 'worse']).reasons).toEqual([
    'Response time (avg) 300 ms is 200 % above the baseline 100 ms; allowed +25 % (125 ms).',
    'Response time (avg) 200 ms is 100 % above the baseline 100 ms; allowed +25 % (125 ms).',
  ]);
});

test('a pass says how many signatures it rests on', () => {
  expect(judge(['pass', 'pass']).reasons[0]).toBe('All 2 judged signatures keep their bounds.');
  expect(judge(['pass']).reasons[0]).toBe('The one judged signature keeps its bound.');
});

test('a warning is no plain pass', () => {
  const rate = failureRate({ id: 'rate' });
  const judged = judgePercentage(input([of, rate], { [of.id]: outcomes.pass, rate: failures([1, 1000], [0, 1000]) }));
  expect(judged.verdict).toBe('warning');
  expect(judged.reasons[0]).toContain('give the signature an upperlimit');
});

test('signatures come in the order of the monspec', () => {
  expect(judge(['fail', 'pass', 'inconclusive']).signatures.map(({ verdict }) => verdict)).toEqual(['fail', 'pass', 'inconclusive']);
});

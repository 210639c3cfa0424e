import type { Finding } from '../../../lambda/judge/evidence/finding';
import { unmeasured } from '../../../lambda/judge/evidence/finding';
import { totalOf } from '../../../lambda/judge/evidence/total';
import type { VerdictName } from '../../../lambda/judge/verdict';
import { caseOf, level } from './cases';

type Vote = readonly [verdict: VerdictName, more?: { role?: 'guard' | 'watch' | 'info'; weight?: number; key?: boolean }];

const total = (votes: readonly Vote[], score?: { pass: number; warning: number }) =>
  totalOf(
    votes.map(([verdict, more]) => ({ metric: level([], [], more ?? {}), finding: { ...unmeasured('said'), verdict } satisfies Finding })),
    caseOf([], score === undefined ? {} : { score }),
  );

describe('without a score', () => {
  test.each<[string, Vote[], VerdictName]>([
    ['all pass', [['pass'], ['pass']], 'pass'],
    ['one fails', [['pass'], ['fail']], 'fail'],
    ['a fail beats a doubt', [['inconclusive'], ['fail']], 'fail'],
    ['a doubt about a guard', [['pass'], ['inconclusive']], 'inconclusive'],
    ['a doubt about what is only watched', [['pass'], ['inconclusive', { role: 'watch' }]], 'pass'],
    ['a watched metric that fails', [['pass'], ['fail', { role: 'watch' }]], 'fail'],
    ['what only informs never decides', [['pass'], ['fail', { role: 'info' }]], 'pass'],
    ['only information', [['pass', { role: 'info' }]], 'inconclusive'],
    ['only watched metrics prove nothing safe', [['pass', { role: 'watch' }]], 'inconclusive'],
    ['a warning', [['pass'], ['warning']], 'warning'],
    ['nothing', [], 'inconclusive'],
  ])('%s', (_, votes, verdict) => {
    expect(total(votes).verdict).toBe(verdict);
  });
});

describe('with a score, pass from 90 and warning from 75', () => {
  const score = { pass: 90, warning: 75 };
  test.each<[string, Vote[], VerdictName, number]>([
    ['all pass', [['pass'], ['pass']], 'pass', 100],
    ['a light metric fails', [['pass', { weight: 9 }], ['fail']], 'pass', 90],
    [
      'a key metric fails',
      [
        ['pass', { weight: 9 }],
        ['fail', { key: true }],
      ],
      'fail',
      90,
    ],
    ['between', [['pass', { weight: 4 }], ['fail']], 'warning', 80],
    ['a warning counts half', [['pass'], ['warning']], 'warning', 75],
    ['too little', [['pass'], ['fail']], 'fail', 50],
    ['a doubt may still be resolved', [['pass', { weight: 9 }], ['inconclusive']], 'inconclusive', 90],
    ['no doubt resolved could save it', [['fail'], ['fail'], ['inconclusive']], 'fail', 0],
  ])('%s', (_, votes, verdict, percent) => {
    expect(total(votes, score)).toEqual({ verdict, score: percent });
  });
});

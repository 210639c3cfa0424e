import type { Case } from '../../../lambda/judge/evidence/case';
import { judgeCase, judgeSequentially } from '../../../lambda/judge/evidence/judge-case';
import { firstEnd } from '../../../lambda/judge/evidence/input/look';
import { halfOf } from '../halves';
import { minutesOf, type Rule } from './outcome';

/** Our judge, shown one minute after the other. */
export const ourRule: Rule = {
  name: 'this judge',
  judge: (it) => {
    const { verdict, decidedAfterSeconds } = judgeSequentially(it);
    return { verdict, minutes: decidedAfterSeconds / 60 };
  },
};

const withBudget = (it: Case, share: number): Case => ({
  ...it,
  policy: { ...it.policy, falseRejects: it.policy.falseRejects * share },
});

/** The same in a gate that makes its window twice as long, once, where the first end is inconclusive. */
export const extendingRule: Rule = {
  name: 'this judge, window extended once',
  judge: (it) => {
    const { verdict, decidedAfterSeconds } = judgeSequentially(withBudget(halfOf(it, 'first'), firstEnd));
    return verdict === 'inconclusive'
      ? { verdict: judgeCase(withBudget(it, 1 - firstEnd)).verdict, minutes: minutesOf(it) }
      : { verdict, minutes: decidedAfterSeconds / 60 };
  },
};

import { judgeSequentially } from '../../../lambda/judge/evidence/judge-case';
import type { Rule } from './outcome';

/** Our judge, shown one minute after the other. */
export const ourRule: Rule = {
  name: 'this judge',
  judge: (it) => {
    const { verdict, decidedAfterSeconds } = judgeSequentially(it);
    return { verdict, minutes: decidedAfterSeconds / 60 };
  },
};

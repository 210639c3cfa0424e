import type { JudgeInput } from '../../lambda/judge/input';
import { judgePercentage } from '../../lambda/judge/percentage/judge';
import type { Verdict } from '../../lambda/judge/verdict';

/** The judge of the gate. */
export const judge = (input: JudgeInput): Verdict => judgePercentage(input);

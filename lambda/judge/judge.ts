/** The judge: the rule that the monspec names, and the version of the engine behind it. */
import type { RuleName, ServiceSpec } from '../monspec/monspec';
import { judgeEvidence } from './evidence/judge-input';
import type { JudgeInput } from './input';
import { judgePercentage } from './percentage/judge';
import type { Verdict } from './verdict';

/** Versions of the engines, by rule. Raised whenever the same input may give another verdict or another sentence. */
export const engineVersions: Readonly<Record<RuleName, string>> = { evidence: 'evidence/4', percentage: 'percentage/1' };

const engines: Readonly<Record<RuleName, (input: JudgeInput) => Verdict>> = { evidence: judgeEvidence, percentage: judgePercentage };

/** The rule by which a service is judged. */
export const ruleNameOf = ({ rule }: Pick<ServiceSpec, 'rule'>): RuleName => rule ?? 'evidence';

/** Judges by one rule. */
export const judgeBy = (rule: RuleName, input: JudgeInput): Verdict => engines[rule](input);

/** Judges by the rule of the input's service, and says which engine did. */
export const judge = (input: JudgeInput): { readonly engine: string; readonly verdict: Verdict } => {
  const rule = ruleNameOf(input.service);
  return { engine: engineVersions[rule], verdict: judgeBy(rule, input) };
};

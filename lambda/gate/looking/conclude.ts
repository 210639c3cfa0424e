/** From the evidence of a look to the look that the record keeps. Pure: the same evidence gives the same look. */
import { ruleNameOf } from '../../judge/judge';
import type { Verdict } from '../../judge/verdict';
import type { Evidence } from '../evidence';
import type { Look } from '../validation';
import { staleSignatures } from './freshness';

/** At most this many reasons are kept in a record; the evidence has them all. */
const mostReasons = 20;

/** Stale metrics make a verdict inconclusive, whatever the numbers before they stopped. */
const afterStaleness = ({ verdict, measured }: Evidence, final: boolean): Pick<Verdict, 'verdict' | 'reasons'> => {
  const stale = final ? staleSignatures(measured) : [];
  if (stale.length === 0) {
    return verdict;
  }
  const labels = stale.map((id) => verdict.signatures.find((signature) => signature.id === id)?.label ?? id);
  const reason = `Stale: ${labels.join(', ')} ended at least three minutes before the window did.`;
  return { verdict: 'inconclusive', reasons: [reason, ...verdict.reasons] };
};

/** What the rule allows a look before the end of the window. */
const earlyOf = ({ service }: Evidence): Pick<Look, 'early'> =>
  ruleNameOf(service) === 'percentage' ? {} : { early: service.earlyApproval === true ? 'decides' : 'rejects' };

export const lookFrom = (evidence: Evidence, final: boolean, evidenceKey: string): Look => {
  const { verdict, reasons } = afterStaleness(evidence, final);
  return {
    at: evidence.at,
    number: evidence.look,
    final,
    ...earlyOf(evidence),
    verdict,
    reasons: reasons.slice(0, mostReasons),
    signatures: evidence.verdict.signatures,
    evidenceKey,
    deploymentChanged: evidence.deployments.registered !== evidence.deployments.current,
  };
};

/** Key of the evidence of a look. Stage and pipeline names hold no slash. */
export const evidenceKey = (
  validation: { readonly pipeline: string; readonly executionId: string; readonly stage: string; readonly attempt: string },
  look: number,
): string => `${validation.pipeline}/${validation.executionId}/${validation.stage}/${validation.attempt}/look-${look}.json`;

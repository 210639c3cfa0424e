import type { Documents } from '../../healing/ports/documents';
import { findRemediation } from '../../healing/records/ledger';
import { findProblem, readLedger } from '../../healing/records/records';
import type { ProblemStory } from './story';

/** The story of a problem out of healing's records; `undefined` where there is no such problem. Reads only. */
export async function storedProblem(documents: Documents, problemId: string): Promise<ProblemStory | undefined> {
  const record = await findProblem(documents, problemId);
  if (record === undefined) return undefined;
  const { outcome } = record;
  if (outcome === undefined || outcome.kind === 'refused') return { record, remediation: undefined };
  return { record, remediation: findRemediation(await readLedger(documents, outcome.destination), outcome.remediationId) };
}

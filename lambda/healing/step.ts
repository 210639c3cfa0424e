/** What the steps of healing's workflow have in common. */
import * as v from 'valibot';
import type { HealingState } from '../contract/healing-workflow';
import type { Destination } from '../contract/destination';
import { HealingError } from './healing-error';
import type { Documents } from './ports/documents';
import { findRemediation } from './records/ledger';
import { dueAt, renewed } from './records/lease';
import { ownerOf } from './records/ownership';
import { changeRemediation, problemOf, readLedger } from './records/records';
import type { ProblemRecord, Remediation } from './remediation';

/** The next step, not before `at` (epoch milliseconds). */
export const goTo = (problemId: string, next: HealingState['next'], at: number): HealingState => ({
  problemId,
  next,
  at: new Date(at).toISOString(),
});

const schema = v.object({
  problemId: v.pipe(v.string(), v.minLength(1)),
  next: v.picklist(['plan', 'act', 'await', 'verify', 'conclude', 'done']),
  at: v.pipe(v.string(), v.isoTimestamp()),
  error: v.exactOptional(v.object({ Error: v.string(), Cause: v.exactOptional(v.string()) })),
});

/** Parses what the workflow hands to a step; throws `BadWorkflowInput`. */
export const parseHealingState = (received: unknown): HealingState => {
  const result = v.safeParse(schema, received);
  if (!result.success) {
    const [issue] = result.issues;
    throw new HealingError(
      'BadWorkflowInput',
      `The workflow's input is wrong at ${v.getDotPath(issue) ?? 'its root'}: ${issue.message}.`,
      'Start the workflow by reporting a problem.',
    );
  }
  return result.output;
};

/** A remediation, and where it is kept. */
export interface Own {
  readonly destination: Destination;
  readonly remediation: Remediation;
}

/** The remediation that a problem's workflow goes on with; `undefined` where there is none, or another one has taken it over. */
export const ownRemediation = async ({ outcome, problemId }: ProblemRecord, documents: Documents): Promise<Own | undefined> => {
  if (outcome?.kind !== 'remediation') {
    return undefined;
  }
  const remediation = findRemediation(await readLedger(documents, outcome.destination), outcome.remediationId);
  if (remediation === undefined) {
    throw new HealingError(
      'NoRemediation',
      `The ledger has no remediation ${outcome.remediationId}.`,
      'Look at the environment by hand.',
    );
  }
  return ownerOf(remediation) === problemId ? { destination: outcome.destination, remediation } : undefined;
};

type Step<Ports> = (state: HealingState, ports: Ports, now: number) => Promise<HealingState>;

const keepLease = async (next: HealingState, documents: Documents): Promise<void> => {
  const { outcome } = await problemOf(documents, next.problemId);
  if (outcome?.kind === 'remediation') {
    const { destination, remediationId } = outcome;
    await changeRemediation(documents, destination, remediationId, (one) =>
      ownerOf(one) === next.problemId ? renewed(one, dueAt(next)) : one,
    );
  }
};

/** A step that also says in the ledger until when its workflow may be silent. */
export const withLease =
  <Ports extends { readonly documents: Documents }>(step: Step<Ports>): Step<Ports> =>
  async (state, ports, now) => {
    const next = await step(state, ports, now);
    await keepLease(next, ports.documents);
    return next;
  };

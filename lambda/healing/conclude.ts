/**
 * Conclude: how it ended is told. What did not help, or failed, calls people, and calls them again until the problem is
 * over. A step that failed for good ends here too.
 */
import type { HealingState } from '../contract/healing-workflow';
import { limitsFor } from './act';
import type { SettingsStore } from './ports/settings';
import { noted } from './records/ledger';
import { changeRemediation, problemOf } from './records/records';
import type { ProblemRecord, Remediation } from './remediation';
import { goTo, type Own, ownRemediation } from './step';
import type { EndState } from './telling/messages';
import type { TellPorts } from './telling/tell';
import { call, tellEnd, tellRefusal } from './telling/tell';

export interface ConcludePorts extends TellPorts {
  readonly settings: SettingsStore;
}

/** People are called at most so often. */
const mostCalls = 8;

const callsOf = ({ told }: ProblemRecord): number => told.filter((tag) => tag.startsWith('escalation-')).length;

const errorText = ({ Error: name, Cause: cause = '' }: NonNullable<HealingState['error']>): string =>
  `A step of healing failed: ${name} ${cause}`.trim().slice(0, 300);

/** Calls people now, and returns when to call them again. */
const escalate = async (
  record: ProblemRecord,
  reason: string,
  minutes: number,
  ports: ConcludePorts,
  now: number,
): Promise<HealingState> => {
  const calls = callsOf(record);
  if (record.resolvedAt !== undefined || calls >= mostCalls) {
    return goTo(record.problemId, 'done', now);
  }
  await call(record, reason, calls + 1, ports, now);
  return goTo(record.problemId, 'conclude', now + minutes * 60_000);
};

/** A remediation that is still under way here was left by a step that failed. */
const endedOf = async (
  { destination, remediation }: Own,
  reason: string | undefined,
  ports: ConcludePorts,
  now: number,
): Promise<Remediation> => {
  if (remediation.endedAt !== undefined) {
    return remediation;
  }
  const why = reason ?? 'It was not followed to its end.';
  const ended = await changeRemediation(ports.documents, destination, remediation.remediationId, (one) => ({
    ...one,
    state: one.deployedAt === undefined ? 'failed' : 'escalated',
    reason: why,
    endedAt: now,
    timeline: noted(one.timeline, now, why),
  }));
  return ended ?? remediation;
};

const endStateOf = ({ state }: Remediation): EndState =>
  state === 'succeeded' || state === 'escalated' || state === 'withdrawn' ? state : 'failed';

const concludeRollback = async (
  record: ProblemRecord,
  own: Own,
  error: string | undefined,
  ports: ConcludePorts,
  now: number,
): Promise<HealingState> => {
  const remediation = await endedOf(own, error, ports, now);
  const state = endStateOf(remediation);
  await tellEnd(record, remediation, state, ports, now);
  if (state === 'succeeded' || state === 'withdrawn') {
    return goTo(record.problemId, 'done', now);
  }
  const limits = await limitsFor(remediation, ports.settings);
  const fresh = await problemOf(ports.documents, record.problemId);
  return escalate(fresh, remediation.reason, limits?.escalateEveryMinutes ?? 15, ports, now);
};

export const conclude = async ({ problemId, error }: HealingState, ports: ConcludePorts, now: number): Promise<HealingState> => {
  const record = await problemOf(ports.documents, problemId);
  const own = await ownRemediation(record, ports.documents);
  const failure = error === undefined ? undefined : errorText(error);
  if (own !== undefined) {
    return concludeRollback(record, own, failure, ports, now);
  }
  if (record.outcome?.kind === 'refused') {
    await tellRefusal(record, ports, now);
  }
  const undecided = record.outcome === undefined ? (failure ?? 'The problem was never decided about.') : undefined;
  return undecided === undefined ? goTo(problemId, 'done', now) : escalate(record, undecided, 15, ports, now);
};

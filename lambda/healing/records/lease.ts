/**
 * A remediation belongs to the workflow that claimed it, as long as that is heard of: every step says by when the next
 * one will have spoken. One whose time has run out is dead: it blocks nobody, and may be taken over. Pure.
 */
import type { HealingState } from '../../contract/healing-workflow';
import type { Remediation } from '../remediation';
import { noted } from './timeline';

/** A step that fails is tried again for almost 20 minutes: six times, up to two minutes apart, each of up to two minutes. */
const silence = 20 * 60_000;

/** A lease is written anew when that makes it longer by this much, in milliseconds. */
const renewal = 5 * 60_000;

/** Remediations of versions that wrote no lease are dead after this time, in milliseconds. */
const longestWithoutLease = 4 * 3_600_000;

const isOpen = ({ state }: Remediation): boolean => state === 'starting' || state === 'running' || state === 'verifying';

/** Until when a workflow that has not ended its remediation may be silent, in epoch milliseconds. */
export const leaseEnd = ({ leaseUntil, startedAt }: Remediation): number => leaseUntil ?? startedAt + longestWithoutLease;

/** Until when a workflow may be silent whose next step is due at an instant (epoch milliseconds). */
export const leaseFrom = (due: number): number => due + silence;

/** Whether a remediation has begun and not ended, and its workflow lives. */
export const isActive = (remediation: Remediation, now: number): boolean => isOpen(remediation) && now < leaseEnd(remediation);

/** Whether a remediation has begun and not ended, and nothing was heard of its workflow for too long. */
export const isDead = (remediation: Remediation, now: number): boolean => isOpen(remediation) && now >= leaseEnd(remediation);

/** The remediation with a lease that reaches beyond its next step; the same object where it does so already. */
export const renewed = (remediation: Remediation, due: number): Remediation =>
  isOpen(remediation) && leaseFrom(due) - leaseEnd(remediation) >= renewal
    ? { ...remediation, leaseUntil: leaseFrom(due) }
    : remediation;

/** When a state's next step is due, in epoch milliseconds. */
export const dueAt = ({ at }: HealingState): number => Date.parse(at);

/** A dead remediation as another one finds it: its deployment may or may not have been made, and nobody looks after it. */
export const buried = (remediation: Remediation, now: number): Remediation => {
  const reason = `Its workflow was not heard of since ${new Date(leaseEnd(remediation) - silence).toISOString()}; look at deployment ${remediation.deploymentId ?? '(none was noted)'}.`;
  return { ...remediation, state: 'failed', reason, endedAt: now, timeline: noted(remediation.timeline, now, reason) };
};

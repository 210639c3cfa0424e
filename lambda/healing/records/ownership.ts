/** Whose workflow goes on with a remediation. Pure. */
import type { Remediation } from '../remediation';
import { isDead, leaseFrom } from './lease';
import { noted } from './timeline';

/** At most so many problems are kept with a remediation. */
export const mostProblems = 50;

/** Id of the problem whose workflow goes on with it; `undefined` while that is the gate's own. */
export const ownerOf = ({ owner, by, problemIds }: Remediation): string | undefined =>
  owner ?? (by === 'healing' ? problemIds[0] : undefined);

const ledBy = (remediation: Remediation, problemId: string, now: number): Remediation => ({
  ...remediation,
  owner: problemId,
  problemIds: [problemId, ...remediation.problemIds.filter((one) => one !== problemId)].slice(0, mostProblems),
  leaseUntil: leaseFrom(now),
});

const opened = (remediation: Remediation): Remediation => {
  const { endedAt: _, ...open } = remediation;
  return { ...open, state: open.deployedAt === undefined ? 'running' : 'verifying' };
};

/**
 * A rollback of the gate as healing follows it: what the gate has deployed is yet to be verified. One that is somebody's
 * already stays as it is.
 */
export const followed = (remediation: Remediation, problemId: string, now: number): Remediation => {
  if (ownerOf(remediation) !== undefined) {
    return remediation;
  }
  const its = ledBy(remediation, problemId, now);
  return its.state === 'failed'
    ? its
    : { ...opened(its), timeline: noted(its.timeline, now, 'Healing follows the gate’s rollback, and measures whether it helps.') };
};

/** A dead remediation in the hands of another problem's workflow, which goes on where the dead one stopped; a living one stays as it is. */
export const takenOver = (remediation: Remediation, problemId: string, now: number): Remediation =>
  isDead(remediation, now)
    ? {
        ...ledBy(remediation, problemId, now),
        timeline: noted(remediation.timeline, now, `Its workflow was not heard of any more; ${problemId} goes on with it.`),
      }
    : remediation;

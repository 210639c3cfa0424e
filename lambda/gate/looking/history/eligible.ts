/** Which earlier validations may be compared with. Pure. */
import type { Revision } from '../../revision';
import { sameRevision } from '../../revision';
import type { Validation } from '../../validation';

/** Validations beyond this many are not looked through. */
export const farthest = 200;

/** The same gate: what it measured then can be compared with what it measures now. */
const isSameGate = (a: Validation, b: Validation): boolean =>
  a.stage === b.stage && a.service === b.service && a.comparison === b.comparison;

const hasPassed = ({ decision, lastLook, remediation, baseline }: Validation): boolean =>
  decision?.decision === 'approve' &&
  remediation === undefined &&
  baseline !== 'invalid' &&
  lastLook !== undefined &&
  (lastLook.verdict === 'pass' || lastLook.verdict === 'warning') &&
  lastLook.deploymentChanged !== true;

/** A build that was rejected or rolled back anywhere is no measure, even where it passed before. */
const badExecutions = (known: readonly Validation[]): ReadonlySet<string> =>
  new Set(
    known
      .filter(
        ({ decision, remediation, baseline }) => decision?.decision === 'reject' || remediation !== undefined || baseline === 'invalid',
      )
      .map(({ executionId }) => executionId),
  );

export interface Eligible {
  /** Newest first, at most as many as asked for. */
  readonly passed: readonly Validation[];
  /** The newest pinned one. */
  readonly pinned: Validation | undefined;
}

/**
 * @param known validations of the pipeline, newest first.
 * @param condemned revisions that were rolled back from, whoever did.
 */
export const eligibleFor = (current: Validation, known: readonly Validation[], condemned: readonly Revision[], most: number): Eligible => {
  const bad = badExecutions(known);
  const same = known.filter((one) => one.validationId !== current.validationId && isSameGate(one, current));
  const isCondemned = ({ deployment }: Validation): boolean => condemned.some((revision) => sameRevision(revision, deployment.revision));
  const passed = same.filter(
    (one) => one.executionId !== current.executionId && hasPassed(one) && !bad.has(one.executionId) && !isCondemned(one),
  );
  return { passed: passed.slice(0, most), pinned: same.find(({ baseline }) => baseline === 'pinned') };
};

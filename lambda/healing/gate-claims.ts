/** The gate's rollbacks, in the same ledger as healing's own. */
import type { RollbackClaims } from '../gate/ports/claims';
import type { Destination } from '../contract/destination';
import type { StartedRemediation } from '../gate/ports/validation-store';
import type { Revision } from '../gate/revision';
import type { Validation } from '../gate/validation';
import type { Window } from '../judge/series';
import type { Documents } from './ports/documents';
import { incidentsOf, noted, remediationIdOf } from './records/ledger';
import { leaseFrom, renewed } from './records/lease';
import { ownerOf } from './records/ownership';
import { changeRemediation, claimDeployment, readLedger } from './records/records';
import type { Remediation } from './remediation';

const idOf = ({ deployment: { destination, deploymentId } }: Validation): string => remediationIdOf(destination, deploymentId);

const entryOf = (validation: Validation, { from, to, toRelease, reason, startedAt }: StartedRemediation): Remediation => ({
  remediationId: idOf(validation),
  by: 'gate',
  destination: validation.deployment.destination,
  pipeline: validation.pipeline,
  environment: validation.stage,
  badDeploymentId: validation.deployment.deploymentId,
  badDeploymentAt: validation.deployment.startedAt,
  problemIds: [],
  validationId: validation.validationId,
  action: 'redeploy',
  from,
  fromRelease: validation.release,
  to,
  toRelease,
  state: 'starting',
  reason,
  startedAt,
  leaseUntil: leaseFrom(startedAt),
  timeline: [{ at: startedAt, what: reason.slice(0, 300) }],
});

const ends = { succeeded: 'is deployed again', failed: 'could not be deployed again' } as const;

/** The gate measures nothing after its rollback: `succeeded` means that it is deployed. */
const noteOf = (entry: Remediation, { state, toRelease, deploymentId, reason, endedAt }: StartedRemediation): Remediation => ({
  ...entry,
  state,
  reason,
  ...(deploymentId === undefined ? {} : { deploymentId }),
  ...(endedAt === undefined ? {} : { endedAt }),
  ...(endedAt !== undefined && state === 'succeeded' ? { deployedAt: endedAt } : {}),
  timeline:
    endedAt === undefined
      ? entry.timeline
      : noted(entry.timeline, endedAt, `${toRelease} ${state === 'succeeded' ? ends.succeeded : ends.failed}.`),
});

/** As soon as healing goes on with it, healing says how it ends. */
const goneOn = (entry: Remediation, remediation: StartedRemediation, now: number): Remediation => {
  if (ownerOf(entry) !== undefined) {
    return entry;
  }
  const { state, deploymentId } = remediation;
  const isNews = entry.state !== state || entry.deploymentId !== deploymentId;
  return renewed(isNews ? noteOf(entry, remediation) : entry, now);
};

export class LedgerClaims implements RollbackClaims {
  constructor(private readonly documents: Documents) {}

  async claim(validation: Validation, remediation: StartedRemediation): ReturnType<RollbackClaims['claim']> {
    const claimed = await claimDeployment(this.documents, validation.deployment.destination, entryOf(validation, remediation));
    if (claimed.kind === 'claimed' || (claimed.by.validationId === validation.validationId && claimed.by.by === 'gate')) {
      return { kind: 'claimed' };
    }
    const { toRelease, problemIds, state, remediationId } = claimed.by;
    const which = remediationId === idOf(validation) ? 'This deployment' : 'Another deployment here';
    return {
      kind: 'taken',
      reason: `${which} is answered by the rollback to ${toRelease} (${state}) for ${problemIds[0] ?? 'another validation'}.`,
    };
  }

  async note(validation: Validation, remediation: StartedRemediation, now: number): Promise<void> {
    const { destination } = validation.deployment;
    await changeRemediation(this.documents, destination, idOf(validation), (entry) => goneOn(entry, remediation, now));
  }

  async condemned(destination: Destination): Promise<readonly Revision[]> {
    return (await readLedger(this.documents, destination)).condemned;
  }

  async incidents(destination: Destination): Promise<readonly Window[]> {
    return incidentsOf(await readLedger(this.documents, destination));
  }
}

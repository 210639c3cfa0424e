/** Begins the rollback that the ledger announces, exactly once. */
import { consoleOf } from '../../contract/destination';
import { sameRevision } from '../../gate/revision';
import type { KillSwitch } from '../../gate/ports/settings';
import type { Deployer } from '../ports/deployer';
import type { Documents } from '../ports/documents';
import { noted } from '../records/ledger';
import { changeRemediation } from '../records/records';
import type { Remediation } from '../remediation';
import type { Own } from '../step';

export interface BeginPorts {
  readonly documents: Documents;
  readonly deployer: Deployer;
  readonly killSwitch: KillSwitch;
}

/** Its clock and ours may differ by this much, in milliseconds. */
const clockTolerance = 60_000;

/** After a crash, how long a deployment may take to show up in a listing, in milliseconds. */
const listingDelay = 30_000;

export type Begun =
  | { readonly kind: 'begun'; readonly remediation: Remediation }
  /** It is busy, or has not listed yet what an earlier attempt began. */
  | { readonly kind: 'later' }
  | { readonly kind: 'withdrawn'; readonly remediation: Remediation };

/** The mark by which a deployment is found again; a rollback that the gate began and did not go on with has the gate's. */
const markOf = ({ by, validationId, remediationId, startedAt }: Remediation): string =>
  by === 'gate' && validationId !== undefined ? validationId : `healing ${remediationId} ${startedAt}`;

const descriptionOf = (remediation: Remediation): string =>
  `Rollback of ${remediation.environment} from ${remediation.fromRelease} to ${remediation.toRelease}, ${markOf(remediation)}`.slice(
    -1_000,
  );

const change = async (
  { destination, remediation }: Own,
  documents: Documents,
  next: (remediation: Remediation) => Remediation,
): Promise<Remediation> => (await changeRemediation(documents, destination, remediation.remediationId, next)) ?? remediation;

const withdraw = async (own: Own, why: string, { documents }: BeginPorts, now: number): Promise<Begun> => ({
  kind: 'withdrawn',
  remediation: await change(own, documents, (one) => ({
    ...one,
    state: 'withdrawn',
    reason: why,
    endedAt: now,
    timeline: noted(one.timeline, now, why),
  })),
});

/** Why the rollback must not begin any more; `undefined` where it may. */
const obstacle = async ({ destination, remediation }: Own, { deployer, killSwitch }: BeginPorts): Promise<string | undefined> => {
  const [{ position, detail }, latest] = await Promise.all([killSwitch.read(), deployer.latest(destination)]);
  if (position !== 'on') {
    return `Nothing may act: ${detail}`;
  }
  const there = latest?.revision !== undefined && sameRevision(latest.revision, remediation.from);
  return there ? undefined : `Deployment ${latest?.deploymentId ?? '(none)'} has replaced the bad one: somebody has acted.`;
};

const started = (own: Own, deploymentId: string, { documents }: BeginPorts, now: number): Promise<Remediation> =>
  change(own, documents, (one) => ({
    ...one,
    state: 'running',
    deploymentId,
    timeline: noted(one.timeline, now, `${consoleOf(own.destination)} deploys ${one.toRelease}: ${deploymentId}.`),
  }));

/** What an earlier attempt began, where it crashed before it noted the id. */
const findAgain = async (own: Own, ports: BeginPorts, now: number): Promise<Begun | undefined> => {
  const { destination, remediation } = own;
  const made = await ports.deployer.findAgain(destination, {
    revision: remediation.to,
    since: remediation.startedAt - clockTolerance,
    mark: markOf(remediation),
  });
  if (made !== undefined) {
    return { kind: 'begun', remediation: await started(own, made.deploymentId, ports, now) };
  }
  return now < remediation.startedAt + listingDelay ? { kind: 'later' } : undefined;
};

const redeploy = async (own: Own, ports: BeginPorts, now: number): Promise<Begun> => {
  const { destination, remediation } = own;
  const created = await ports.deployer.create(destination, remediation.to, descriptionOf(remediation));
  return created.kind === 'created'
    ? { kind: 'begun', remediation: await started(own, created.deploymentId, ports, now) }
    : { kind: 'later' };
};

const stop = async (own: Own, ports: BeginPorts): Promise<Begun> => {
  await ports.deployer.stop(own.destination, own.remediation.badDeploymentId);
  return { kind: 'begun', remediation: own.remediation };
};

/** That a deployment is asked for is written before it is, so that an attempt after a crash looks first. */
export const begin = async (own: Own, ports: BeginPorts, now: number): Promise<Begun> => {
  const { remediation } = own;
  if (remediation.action === 'redeploy' && (remediation.state === 'running' || remediation.by === 'gate')) {
    const again = await findAgain(own, ports, now);
    if (again !== undefined) {
      return again;
    }
  }
  const why = await obstacle(own, ports);
  if (why !== undefined) {
    return withdraw(own, why, ports, now);
  }
  const asked = { ...own, remediation: await change(own, ports.documents, (one) => ({ ...one, state: 'running' })) };
  return remediation.action === 'redeploy' ? redeploy(asked, ports, now) : stop(asked, ports);
};

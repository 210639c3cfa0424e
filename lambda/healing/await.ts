/** Await: the rollback is followed to its end, by a look every 20 seconds; nothing runs in between. */
import { consoleOf } from '../contract/destination';
import type { HealingState } from '../contract/healing-workflow';
import { limitsFor } from './act';
import { readyAt, recoveryWindow } from './measuring/windows';
import type { Deployer } from './ports/deployer';
import type { Documents } from './ports/documents';
import type { SettingsStore } from './ports/settings';
import { noted } from './records/ledger';
import { changeRemediation, problemOf } from './records/records';
import type { Remediation } from './remediation';
import { goTo, type Own, ownRemediation, withLease } from './step';

export interface AwaitPorts {
  readonly documents: Documents;
  readonly deployer: Deployer;
  readonly settings: SettingsStore;
}

/** Milliseconds between two looks at a deployment. */
const pollWait = 20_000;

/** How long a deployment is followed, in milliseconds. */
const followLimit = 2 * 3_600_000;

/** How long it may take to begin the rollback of what was stopped, in milliseconds. */
const stopLimit = 15 * 60_000;

const change = (
  { destination, remediation }: Own,
  { documents }: AwaitPorts,
  next: (remediation: Remediation) => Remediation,
): Promise<Remediation | undefined> => changeRemediation(documents, destination, remediation.remediationId, next);

const fail = async (problemId: string, own: Own, reason: string, ports: AwaitPorts, now: number): Promise<HealingState> => {
  await change(own, ports, (one) => ({ ...one, state: 'failed', reason, endedAt: now, timeline: noted(one.timeline, now, reason) }));
  return goTo(problemId, 'conclude', now);
};

const verifyNext = async (problemId: string, own: Own, deployedAt: number, ports: AwaitPorts): Promise<HealingState> => {
  await change(own, ports, (one) => ({
    ...one,
    state: 'verifying',
    deployedAt,
    timeline: noted(one.timeline, deployedAt, `${one.toRelease} is deployed; the judge measures whether it helped.`),
  }));
  const limits = await limitsFor(own.remediation, ports.settings);
  return goTo(problemId, 'verify', readyAt(recoveryWindow(deployedAt, limits?.verifyMinutes ?? 5)));
};

const follow = async (problemId: string, own: Own, deploymentId: string, ports: AwaitPorts, now: number): Promise<HealingState> => {
  const { status, failure, completedAt } = await ports.deployer.get(own.destination, deploymentId);
  if (status === 'succeeded') {
    return verifyNext(problemId, own, completedAt ?? now, ports);
  }
  if (status === 'failed') {
    return fail(problemId, own, `Deployment ${deploymentId} failed: ${failure ?? `${consoleOf(own.destination)} gives no reason`}.`, ports, now);
  }
  return now < own.remediation.startedAt + followLimit
    ? goTo(problemId, 'await', now + pollWait)
    : fail(problemId, own, `Deployment ${deploymentId} has not ended after two hours.`, ports, now);
};

/** What undoes a stopped deployment shows up some time after the stop. */
const findRollback = async (problemId: string, own: Own, ports: AwaitPorts, now: number): Promise<HealingState> => {
  const { badDeploymentId, startedAt } = own.remediation;
  const deploymentId = await ports.deployer.rollbackOf(own.destination, badDeploymentId);
  if (deploymentId !== undefined) {
    await change(own, ports, (one) => ({
      ...one,
      deploymentId,
      timeline: noted(one.timeline, now, `Deployment ${badDeploymentId} was stopped; ${consoleOf(own.destination)} goes back by ${deploymentId}.`),
    }));
    return goTo(problemId, 'await', now);
  }
  const late = now >= startedAt + stopLimit;
  return late
    ? fail(problemId, own, `Deployment ${badDeploymentId} was stopped, and ${consoleOf(own.destination)} began no rollback.`, ports, now)
    : goTo(problemId, 'await', now + pollWait);
};

const look = async ({ problemId }: HealingState, ports: AwaitPorts, now: number): Promise<HealingState> => {
  const own = await ownRemediation(await problemOf(ports.documents, problemId), ports.documents);
  if (own === undefined || own.remediation.endedAt !== undefined) {
    return goTo(problemId, 'conclude', now);
  }
  const { deploymentId } = own.remediation;
  return deploymentId === undefined ? findRollback(problemId, own, ports, now) : follow(problemId, own, deploymentId, ports, now);
};

export const awaitRollback = withLease(look);

/**
 * Remediate: a gate has rejected a build that already runs, so its environment goes back to the newest revision that passed.
 *
 *   own rejection, in an environment with rollback → plan → announce, once → redeploy, once → follow → tell
 *
 * The deployment is claimed and the announcement written before anything is deployed, and the deployment names the
 * validation, so that a crash anywhere leads back to the same deployment. A bad deployment has at most one rollback,
 * whether the gate begins it or healing, which claims in the same place.
 */
import { consoleOf, sameDestination } from '../contract/destination';
import type { WorkflowState } from '../contract/workflow';
import { GateError } from './gate-error';
import type { Environments } from './ports/settings';
import type { StartedRemediation } from './ports/validation-store';
import type { PlanPorts } from './remediating/plan';
import { isOwnRejection, planRollback } from './remediating/plan';
import { beginRedeployment } from './remediating/redeploy';
import type { Target } from './remediating/target';
import { goTo, validationOf } from './step';
import type { TellPorts } from './telling/tell';
import { tellRemediation, tellRollbackStarted } from './telling/tell';
import type { Remediation, Validation } from './validation';

export interface RemediatePorts extends PlanPorts, TellPorts {
  readonly environments: Environments;
}

/** Milliseconds between two looks at a deployment. */
const pollWait = 20_000;

/** How long a deployment is followed, in milliseconds. */
const followLimit = 2 * 3_600_000;

const again = ({ validationId }: Validation, now: number): WorkflowState => goTo(validationId, 'remediate', now + pollWait);

const done = ({ validationId }: Validation, now: number): WorkflowState => goTo(validationId, 'done', now);

/** Whether the environment that was measured is one that is rolled back. */
const wantsRollback = async ({ pipeline, deployment }: Validation, environments: Environments): Promise<boolean> => {
  const reading = await environments.read(pipeline);
  if (reading.kind === 'unusable') {
    throw new GateError('NoEnvironments', reading.detail, 'Roll back by hand.');
  }
  return Object.values(reading.value.environments).some(
    (environment) => environment.rollback && sameDestination(environment.deployment, deployment.destination),
  );
};

const tellEnd = async (validation: Validation, remediation: Remediation, ports: RemediatePorts, now: number): Promise<WorkflowState> => {
  await tellRemediation(validation, remediation, ports, now);
  return done(validation, now);
};

const begin = async (
  validation: Validation,
  remediation: StartedRemediation,
  ports: RemediatePorts,
  attempt: { readonly fresh: boolean; readonly now: number },
): Promise<WorkflowState> => {
  const begun = await beginRedeployment(validation, remediation, ports.deployments, attempt);
  if (begun.kind === 'begun') {
    const running: StartedRemediation = { ...remediation, state: 'running', deploymentId: begun.deploymentId };
    await ports.validations.advanceRemediation(validation.validationId, running);
    await ports.claims.note(validation, running, attempt.now);
    await tellRollbackStarted(validation, running, begun.deploymentId, ports, attempt.now);
  }
  return again(validation, attempt.now);
};

const announcement = ({ deployment }: Validation, { revision, release }: Target, now: number): StartedRemediation => ({
  state: 'starting',
  from: deployment.revision,
  to: revision,
  toRelease: release,
  reason: `The gate rejected what is deployed; ${release} is the newest revision that passed.`,
  startedAt: now,
});

/** Writes what is going to be done; where another attempt wrote first, that one counts. */
const announce = async (validation: Validation, remediation: Remediation, ports: RemediatePorts, now: number): Promise<WorkflowState> => {
  const written = await ports.validations.beginRemediation(validation.validationId, remediation);
  if (written === 'stale') {
    return again(validation, now);
  }
  return remediation.state === 'refused'
    ? tellEnd(validation, remediation, ports, now)
    : begin(validation, remediation, ports, { fresh: true, now });
};

/** The announcement, or a refusal where healing was faster. */
const claimed = async (
  validation: Validation,
  remediation: StartedRemediation,
  { claims }: RemediatePorts,
  now: number,
): Promise<Remediation> => {
  const claim = await claims.claim(validation, remediation);
  return claim.kind === 'claimed' ? remediation : { state: 'refused', reason: claim.reason, at: now };
};

const start = async (validation: Validation, ports: RemediatePorts, now: number): Promise<WorkflowState> => {
  if (!isOwnRejection(validation) || !(await wantsRollback(validation, ports.environments))) {
    return done(validation, now);
  }
  const plan = await planRollback(validation, ports);
  switch (plan.kind) {
    case 'wait':
      return again(validation, now);
    case 'refuse':
      return announce(validation, { state: 'refused', reason: plan.reason, at: now }, ports, now);
    case 'redeploy':
      return announce(validation, await claimed(validation, announcement(validation, plan.target, now), ports, now), ports, now);
  }
};

const end = async (validation: Validation, remediation: StartedRemediation, ports: RemediatePorts, now: number): Promise<WorkflowState> => {
  const ended: StartedRemediation = { ...remediation, endedAt: now };
  await ports.validations.advanceRemediation(validation.validationId, ended);
  await ports.claims.note(validation, ended, now);
  return tellEnd(validation, remediation, ports, now);
};

const follow = async (
  validation: Validation,
  remediation: StartedRemediation,
  deploymentId: string,
  ports: RemediatePorts,
  now: number,
): Promise<WorkflowState> => {
  const { status, failure } = await ports.deployments.get(validation.deployment.destination, deploymentId);
  if (status === 'running' && now < remediation.startedAt + followLimit) {
    await ports.claims.note(validation, remediation, now);
    return again(validation, now);
  }
  if (status === 'succeeded') {
    return end(validation, { ...remediation, state: 'succeeded' }, ports, now);
  }
  const why = status === 'running' ? 'it has not ended after two hours' : (failure ?? `${consoleOf(validation.deployment.destination)} gives no reason`);
  return end(validation, { ...remediation, state: 'failed', reason: `Deployment ${deploymentId} failed: ${why}.` }, ports, now);
};

const resume = (validation: Validation, remediation: Remediation, ports: RemediatePorts, now: number): Promise<WorkflowState> => {
  switch (remediation.state) {
    case 'refused':
    case 'succeeded':
    case 'failed':
      return tellEnd(validation, remediation, ports, now);
    case 'starting':
    case 'running':
      return remediation.deploymentId === undefined
        ? begin(validation, remediation, ports, { fresh: false, now })
        : follow(validation, remediation, remediation.deploymentId, ports, now);
  }
};

export const remediate = async ({ validationId }: WorkflowState, ports: RemediatePorts, now: number): Promise<WorkflowState> => {
  const validation = await validationOf(ports.validations, validationId);
  return validation.remediation === undefined ? start(validation, ports, now) : resume(validation, validation.remediation, ports, now);
};

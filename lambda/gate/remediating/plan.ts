/** Whether a rejected build is rolled back, and to what. Reads only. */
import type { RollbackClaims } from '../ports/claims';
import type { Deployments } from '../ports/deployments';
import type { Revisions } from '../ports/revisions';
import type { KillSwitch } from '../ports/settings';
import type { ValidationStore } from '../ports/validation-store';
import { sameRevision } from '../revision';
import type { Validation } from '../validation';
import type { Target } from './target';
import { findTarget } from './target';

export interface PlanPorts {
  readonly validations: ValidationStore;
  readonly deployments: Deployments;
  readonly revisions: Revisions;
  readonly killSwitch: KillSwitch;
  readonly claims: RollbackClaims;
}

export type Plan =
  | { readonly kind: 'redeploy'; readonly target: Target }
  /** A deployment of the rejected revision is still running. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'refuse'; readonly reason: string };

const refuse = (reason: string): Plan => ({ kind: 'refuse', reason });

/** A gate answers only for its own rejection, on evidence; what a person rejected is left to that person. */
export const isOwnRejection = ({ decision, mode }: Validation): boolean =>
  decision?.decision === 'reject' && decision.by === 'gate' && decision.verdict === 'fail' && decision.answered && mode === 'enforce';

/** Whatever is deployed there now is rolled back only if it is still the rejected revision. */
const whileRejectedIsThere = async (validation: Validation, ports: PlanPorts): Promise<Plan> => {
  const latest = await ports.deployments.latest(validation.deployment.destination);
  if (latest?.revision === undefined || !sameRevision(latest.revision, validation.deployment.revision)) {
    return refuse(`Deployment ${latest?.deploymentId ?? '(none)'} has replaced the rejected one: somebody has acted, so no rollback.`);
  }
  if (latest.status === 'running') {
    return { kind: 'wait' };
  }
  const target = await findTarget(validation, ports);
  return target === undefined
    ? refuse('There is no validated revision to go back to: hold. Release a build that passes, or deploy one by hand.')
    : { kind: 'redeploy', target };
};

export const planRollback = async (validation: Validation, ports: PlanPorts): Promise<Plan> => {
  const { position, detail } = await ports.killSwitch.read();
  return position === 'on' ? whileRejectedIsThere(validation, ports) : refuse(`The gate may not act: ${detail}`);
};

/** What is done about a problem whose rollback is under way already, whoever began it. Pure. */
import type { RefusalCode } from '../../contract/healing-events';
import type { Problem } from '../problem';
import { isDead } from '../records/lease';
import type { Remediation } from '../remediation';
import type { Plan } from './plan-types';

export const refuse = (code: RefusalCode, reason: string): Plan => ({ kind: 'refuse', code, reason });

/** A living rollback is joined; a dead one is gone on with. */
export const join = (remediation: Remediation, now: number): Plan => {
  const { badDeploymentId, toRelease, state } = remediation;
  if (state === 'withdrawn') {
    return refuse('already-remediated', `Somebody else acted on deployment ${badDeploymentId} before.`);
  }
  const what = `the rollback of deployment ${badDeploymentId} to ${toRelease}`;
  return isDead(remediation, now)
    ? { kind: 'take-over', remediation, reason: `Nothing is heard any more of ${what}: this problem goes on with it.` }
    : { kind: 'join', remediation, reason: `Deployment ${badDeploymentId} is answered by the rollback to ${toRelease} (${state}).` };
};

/** The gate's own rollback is verified. */
export const follow = ({ gate }: Problem, remediation: Remediation | undefined): Plan =>
  remediation === undefined
    ? refuse(
        'no-deployment',
        `The gate rolls ${gate?.stage ?? ''} of ${gate?.pipeline ?? ''} back, which is not set up to heal: nobody verifies it.`,
      )
    : {
        kind: 'follow',
        remediation,
        reason: `The gate has rejected ${remediation.fromRelease} and goes back to ${remediation.toRelease}; whether that helps is measured.`,
      };

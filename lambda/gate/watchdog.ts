/**
 * Watchdog: the workflow of a gate has failed, timed out or was aborted. What it did not decide is held, and people are
 * told; what it decided stays, and people are told what it could not finish.
 */
import type { FailedWorkflow } from './observing/failed-workflow';
import { validationOf } from './step';
import type { TellPorts } from './telling/tell';
import { tellDecision } from './telling/tell';
import type { Decision, Validation } from './validation';

export type WatchdogOutcome = 'held' | 'told' | 'nothing';

const holdOf = ({ status, cause }: FailedWorkflow, now: number): Decision => ({
  decision: 'hold',
  by: 'gate',
  reasons: [`The gate’s workflow ended (${status})${cause === '' ? '' : `: ${cause}`}.`],
  at: now,
  answered: false,
});

/** What is left undone, in a sentence for people; `undefined` where nothing is. */
const unfinished = ({ decision, mode, remediation, stage, approvalAction }: Validation): string | undefined => {
  if (remediation?.state === 'starting' || remediation?.state === 'running') {
    return `The rollback of ${stage} to ${remediation.toRelease} was not followed to its end: look at CodeDeploy (${remediation.deploymentId ?? 'no deployment noted'}).`;
  }
  if (mode === 'enforce' && decision?.by === 'gate' && decision.decision === 'reject' && decision.answered && remediation === undefined) {
    return `${stage} runs a rejected build, and no rollback was begun: look at CodeDeploy.`;
  }
  return mode === 'enforce' && decision?.by === 'gate' && decision.decision !== 'hold' && !decision.answered
    ? `It was decided to ${decision.decision}, but ${approvalAction} may not have been answered: answer it by hand.`
    : undefined;
};

const tellUnfinished = async (
  validation: Validation,
  left: string,
  failed: FailedWorkflow,
  ports: TellPorts,
  now: number,
): Promise<void> => {
  const { pipeline, stage, release, validationId } = validation;
  const link = await ports.links.validation(validationId, now);
  await ports.notifier.notify({
    subject: `${pipeline}: the gate of ${release} in ${stage} stopped`.slice(0, 100),
    text: `The gate’s workflow ended (${failed.status}). ${failed.cause}\n\n${left}\n\nReport: ${link}`,
  });
};

export const watch = async (failed: FailedWorkflow, ports: TellPorts, now: number): Promise<WatchdogOutcome> => {
  const written = await ports.validations.recordDecision(failed.validationId, holdOf(failed, now));
  const validation = await validationOf(ports.validations, failed.validationId);
  const left = unfinished(validation);
  if (validation.decision !== undefined && validation.decisionToldAt === undefined) {
    await tellDecision(validation, validation.decision, ports, now, left);
    return written === 'written' ? 'held' : 'told';
  }
  if (left === undefined) {
    return 'nothing';
  }
  await tellUnfinished(validation, left, failed, ports, now);
  return 'told';
};

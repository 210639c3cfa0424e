/**
 * Tells people and systems, and then notes it: what crashes in between is told again, so everything is told at least once.
 */
import type { Notifier, ReportLinks } from '../ports/telling';
import type { StartedRemediation, ValidationStore } from '../ports/validation-store';
import type { Decision, Remediation, Validation } from '../validation';
import { decisionMessage, remediationMessage } from './messages';

export interface TellPorts {
  readonly notifier: Notifier;
  readonly links: ReportLinks;
  readonly validations: ValidationStore;
}

const identity = ({ validationId, pipeline, stage, executionId }: Validation) => ({ validationId, pipeline, stage, executionId });

/** Tells of a decision as it stands in `decision`; `note` is for people. Does nothing where it was told before. */
export const tellDecision = async (
  validation: Validation,
  decision: Decision,
  { notifier, links, validations }: TellPorts,
  now: number,
  note?: string,
): Promise<void> => {
  if (validation.decisionToldAt !== undefined) {
    return;
  }
  const link = await links.validation(validation.validationId, decision.at);
  const { release, mode, registeredAt } = validation;
  await notifier.emit({ type: 'decision', detail: { ...identity(validation), release, mode, registeredAt, ...decision } });
  await notifier.notify(decisionMessage(validation, decision, link, note));
  await validations.markTold(validation.validationId, 'decision', now);
};

/** Tells systems that a rollback is being deployed; people hear how it ended. */
export const tellRollbackStarted = async (
  validation: Validation,
  { toRelease, reason }: StartedRemediation,
  deploymentId: string,
  { notifier }: TellPorts,
  now: number,
): Promise<void> => {
  const detail = { ...identity(validation), fromRelease: validation.release, toRelease, deploymentId, reason, at: now };
  await notifier.emit({ type: 'remediationStarted', detail });
};

const outcomeOf = (remediation: Remediation): 'succeeded' | 'failed' | 'refused' | undefined =>
  remediation.state === 'starting' || remediation.state === 'running' ? undefined : remediation.state;

const targetOf = (remediation: Remediation) => {
  if (remediation.state === 'refused') {
    return {};
  }
  const { toRelease, deploymentId } = remediation;
  return { toRelease, ...(deploymentId === undefined ? {} : { deploymentId }) };
};

/** Tells how a rollback ended, or why there is none. Does nothing where it was told before, or has not ended. */
export const tellRemediation = async (
  validation: Validation,
  remediation: Remediation,
  { notifier, links, validations }: TellPorts,
  now: number,
): Promise<void> => {
  const outcome = outcomeOf(remediation);
  if (validation.remediationToldAt !== undefined || outcome === undefined) {
    return;
  }
  const link = await links.validation(validation.validationId, now);
  const { release: fromRelease } = validation;
  const detail = { ...identity(validation), fromRelease, outcome, reason: remediation.reason, at: now, ...targetOf(remediation) };
  await notifier.emit({ type: 'remediation', detail });
  await notifier.notify(remediationMessage(validation, remediation, link));
  await validations.markTold(validation.validationId, 'remediation', now);
};

/**
 * Look: measure what is there so far, judge it, keep the evidence, record the look.
 *
 *   validation → what can be measured now → measure → keep the evidence → record → look again, or decide
 *
 * Under the `percentage` rule only the look at the end of the window decides, and those before are for people to watch.
 * Under the `evidence` rule a regression that is proven earlier ends the looking. The evidence of a look is written once: a
 * look that comes again takes the verdict of the first, and one that would see no more than the last is not taken, so that
 * no part of the error budget is spent twice.
 */
import type { WorkflowState } from '../contract/workflow';
import { evidenceKey, lookFrom } from './looking/conclude';
import { isLagging } from './looking/freshness';
import type { MeasurePorts } from './looking/measure';
import { measure } from './looking/measure';
import { subjectOf } from './looking/subject';
import type { LookSpan } from './looking/windows';
import { finalLookAt, nextLookAt, spanAt } from './looking/windows';
import type { EvidenceStore } from './ports/objects';
import type { Environments } from './ports/settings';
import type { ValidationStore } from './ports/validation-store';
import { mayDecide } from './policy';
import { goTo, validationOf } from './step';
import type { Look, Validation } from './validation';

export interface LookPorts extends MeasurePorts {
  readonly validations: ValidationStore;
  readonly evidence: EvidenceStore;
  readonly environments: Environments;
}

/** How long the last look waits for metrics that have not arrived, in milliseconds. */
export const ingestionLimit = 5 * 60_000;

/** And how often it tries, in milliseconds. */
const ingestionWait = 60_000;

const isConclusive = (look: Look | undefined): boolean => look !== undefined && (mayDecide(look) || look.deploymentChanged === true);

/** Whether the last look saw as much. */
const isSeen = ({ lastLook, timing }: Validation, span: LookSpan): boolean => {
  const last = lastLook === undefined ? undefined : spanAt(timing, lastLook.at);
  return span.kind === 'interim' && last?.kind === 'interim' && last.candidate.end >= span.candidate.end;
};

type Measured = { readonly kind: 'look'; readonly look: Look } | { readonly kind: 'later' };

const takeLook = async (
  validation: Validation,
  span: Exclude<LookSpan, { readonly kind: 'too-early' }>,
  ports: LookPorts,
  now: number,
): Promise<Measured> => {
  const subject = await subjectOf(validation, ports.evidence, ports.environments);
  const final = span.kind === 'final';
  const measured = await measure(validation, subject, { seen: span.candidate, final }, ports, now);
  if (final && isLagging(measured.measured) && now < finalLookAt(validation.timing) + ingestionLimit) {
    return { kind: 'later' };
  }
  const key = evidenceKey(validation, measured.look);
  const kept = await ports.evidence.keep(key, measured);
  return { kind: 'look', look: lookFrom(kept, kept.at >= finalLookAt(validation.timing), key) };
};

export const look = async ({ validationId }: WorkflowState, ports: LookPorts, now: number): Promise<WorkflowState> => {
  const validation = await validationOf(ports.validations, validationId);
  if (validation.status !== 'waiting' || isConclusive(validation.lastLook)) {
    return goTo(validationId, 'decide', now);
  }
  const again = goTo(validationId, 'look', nextLookAt(validation.timing, now));
  const span = spanAt(validation.timing, now);
  if (span.kind === 'too-early' || isSeen(validation, span)) {
    return again;
  }
  const taken = await takeLook(validation, span, ports, now);
  if (taken.kind === 'later') {
    return goTo(validationId, 'look', now + ingestionWait);
  }
  await ports.validations.recordLook(validationId, taken.look);
  return isConclusive(taken.look) ? goTo(validationId, 'decide', now) : again;
};

/**
 * Observe: what happens to a pipeline without the gate.
 *
 * A person answered an approval → that is the decision, unless the answer is the gate's own.
 * A pipeline execution ended → nobody needs its waiting validations any more.
 *
 * Events come at least once and in any order: an answer that was recorded changes nothing when it comes again, and the
 * end of an execution says nothing about validations that were registered after it (by a retried stage).
 */
import { addressOf } from './deciding/facts';
import type { PersonsAnswer } from './deciding/person';
import { finishPerson, recordAnswer } from './deciding/person';
import type { PipelineEvent } from './observing/event';
import type { Approvals, ApprovalState } from './ports/pipelines';
import { isOwnAnswer } from './telling/approval-summary';
import type { TellPorts } from './telling/tell';
import type { Validation } from './validation';

export interface ObservePorts extends TellPorts {
  readonly approvals: Approvals;
}

export type Observation =
  | { readonly kind: 'recorded'; readonly validationId: string }
  | { readonly kind: 'abandoned'; readonly validationIds: readonly string[] }
  | { readonly kind: 'nothing'; readonly why: string };

type ApprovalEvent = Extract<PipelineEvent, { readonly kind: 'approval' }>;
type EndEvent = Extract<PipelineEvent, { readonly kind: 'execution-ended' }>;

const nothing = (why: string): Observation => ({ kind: 'nothing', why });

/** The newest attempt that was registered before the approval was answered. */
const answeredBy = async (event: ApprovalEvent, { validations }: ObservePorts): Promise<Validation | undefined> => {
  for await (const validation of validations.newestFirst(event.pipeline)) {
    const { executionId, stage, approvalAction, registeredAt } = validation;
    if (executionId === event.executionId && stage === event.stage && approvalAction === event.action && registeredAt <= event.at + 1_000) {
      return validation;
    }
  }
  return undefined;
};

/** What is known of the answer: what CodePipeline still shows, else what the event brought. */
const answerOf = (event: ApprovalEvent, state: ApprovalState): PersonsAnswer => {
  const shown = state.kind === 'answered' ? state : undefined;
  const summary = shown?.summary ?? event.summary;
  return { decision: event.decision, ...(shown?.by ? { by: shown.by } : {}), ...(summary ? { summary } : {}) };
};

/** An approval that expires fails like one that is rejected, but nobody stands behind it and nothing is said. */
const isExpiry = ({ decision, by, summary }: PersonsAnswer, state: ApprovalState): boolean =>
  decision === 'reject' && state.kind === 'answered' && by === undefined && summary === undefined;

/** Where nothing is said and the stage has moved on, the gate's own pending decision that says the same is taken for it. */
const isOwn = ({ decision: answered, summary }: PersonsAnswer, state: ApprovalState, validation: Validation): boolean => {
  const { decision, mode } = validation;
  return summary !== undefined || state.kind === 'answered'
    ? isOwnAnswer(validation, summary)
    : mode === 'enforce' && decision?.by === 'gate' && decision.decision === answered;
};

const onOpenDecision = async (event: ApprovalEvent, validation: Validation, ports: ObservePorts, now: number): Promise<Observation> => {
  const { validationId } = validation;
  const state = await ports.approvals.read(addressOf(validation));
  const answer = answerOf(event, state);
  if (isOwn(answer, state, validation)) {
    await ports.validations.markAnswered(validationId);
    return nothing('The answer is the gate’s own.');
  }
  if (isExpiry(answer, state)) {
    const written = await ports.validations.abandon(validationId, 'The approval ended without an answer.', now);
    return written === 'written'
      ? { kind: 'abandoned', validationIds: [validationId] }
      : nothing('The approval expired after the decision.');
  }
  await recordAnswer(validation, answer, ports, now);
  return { kind: 'recorded', validationId };
};

const onApproval = async (event: ApprovalEvent, ports: ObservePorts, now: number): Promise<Observation> => {
  const validation = await answeredBy(event, ports);
  if (validation === undefined) {
    return nothing('No validation belongs to this approval.');
  }
  if (validation.decision?.by === 'person') {
    await finishPerson(validation, ports, now);
    return nothing('The answer was recorded before.');
  }
  return validation.decision?.answered
    ? nothing('The gate has answered; a retried approval belongs to a person and changes no record.')
    : onOpenDecision(event, validation, ports, now);
};

const onEnd = async (event: EndEvent, { validations }: ObservePorts, now: number): Promise<Observation> => {
  const abandoned: string[] = [];
  for await (const { validationId, executionId, pipeline, registeredAt } of validations.waiting()) {
    const concerned = executionId === event.executionId && pipeline === event.pipeline && registeredAt <= event.at;
    if (concerned && (await validations.abandon(validationId, `The pipeline execution ended: ${event.state}.`, now)) === 'written') {
      abandoned.push(validationId);
    }
  }
  return { kind: 'abandoned', validationIds: abandoned };
};

export const observe = async (event: PipelineEvent, ports: ObservePorts, now: number): Promise<Observation> => {
  switch (event.kind) {
    case 'approval':
      return onApproval(event, ports, now);
    case 'execution-ended':
      return onEnd(event, ports, now);
    case 'other':
      return nothing('The event concerns no gate.');
  }
};

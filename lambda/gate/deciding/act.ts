/**
 * Acts on the gate's recorded decision: answers the approval, notes it, tells. Repeatable from any point: an approval that
 * is closed already is read again, and is either the gate's own answer of an earlier attempt, or a person's, which wins.
 */
import type { WorkflowState } from '../../contract/workflow';
import { GateError } from '../gate-error';
import type { Approvals, ApprovalState } from '../ports/pipelines';
import type { KillSwitch } from '../ports/settings';
import { goTo } from '../step';
import { approvalSummary, isOwnAnswer } from '../telling/approval-summary';
import type { TellPorts } from '../telling/tell';
import { tellDecision } from '../telling/tell';
import type { Decision, Validation } from '../validation';
import { addressOf } from './facts';
import type { PersonsAnswer } from './person';
import { finishPerson, recordAnswer } from './person';
import { retireEarlierApprovals } from './retire';

export interface ActPorts extends TellPorts {
  readonly approvals: Approvals;
  readonly killSwitch: KillSwitch;
}

type Answer =
  | { readonly kind: 'answered' }
  | { readonly kind: 'by-person'; readonly answer: PersonsAnswer }
  /** The decision stays, and a person has to carry it out. */
  | { readonly kind: 'unanswered'; readonly why: string };

type Concluded = Decision & { readonly decision: 'approve' | 'reject' };

/** What an approval that the gate did not just answer says. */
const readBack = (validation: Validation, state: ApprovalState): Answer => {
  switch (state.kind) {
    case 'answered':
      return isOwnAnswer(validation, state.summary) ? { kind: 'answered' } : { kind: 'by-person', answer: state };
    case 'over':
    case 'missing':
      return { kind: 'unanswered', why: state.detail };
    case 'not-open':
      return { kind: 'unanswered', why: 'The approval is no longer open.' };
    case 'open':
      throw new GateError('ApprovalUnsettled', 'The approval refused its own token and is still open.', 'The step is tried again.');
  }
};

const answerApproval = async (validation: Validation, decision: Concluded, ports: ActPorts): Promise<Answer> => {
  const address = addressOf(validation);
  const state = await ports.approvals.read(address);
  if (state.kind !== 'open') {
    return readBack(validation, state);
  }
  const summary = approvalSummary(validation, decision, await ports.links.validation(validation.validationId, decision.at));
  const { position, detail } = await ports.killSwitch.read();
  if (position !== 'on') {
    return { kind: 'unanswered', why: `The gate may not act: ${detail}` };
  }
  const result = await ports.approvals.answer(address, { token: state.token, decision: decision.decision, summary });
  return result === 'answered' ? { kind: 'answered' } : readBack(validation, await ports.approvals.read(address));
};

const isConcluded = (decision: Decision): decision is Concluded => decision.decision !== 'hold';

/** Tells what became of a decision; an answered rejection may be followed by a rollback. */
const conclude = async (
  validation: Validation,
  decision: Decision,
  ports: ActPorts,
  now: number,
  note?: string,
): Promise<WorkflowState> => {
  if (decision.decision === 'approve') {
    await retireEarlierApprovals(validation, ports.validations, now);
  }
  await tellDecision(validation, decision, ports, now, note);
  const rollback = decision.decision === 'reject' && decision.answered;
  return goTo(validation.validationId, rollback ? 'remediate' : 'done', now);
};

export const act = async (validation: Validation, decision: Decision, ports: ActPorts, now: number): Promise<WorkflowState> => {
  if (decision.by === 'person') {
    await finishPerson(validation, ports, now);
    return goTo(validation.validationId, 'done', now);
  }
  if (decision.answered || validation.mode !== 'enforce' || !isConcluded(decision)) {
    return conclude(validation, decision, ports, now);
  }
  const answer = await answerApproval(validation, decision, ports);
  switch (answer.kind) {
    case 'answered':
      await ports.validations.markAnswered(validation.validationId);
      return conclude(validation, { ...decision, answered: true }, ports, now);
    case 'by-person':
      await recordAnswer(validation, answer.answer, ports, now);
      return goTo(validation.validationId, 'done', now);
    case 'unanswered':
      return conclude(validation, decision, ports, now, answer.why);
  }
};

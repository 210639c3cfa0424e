/** A person's answer always wins, and is recorded. */
import { expiryFrom } from '../registration/new-validation';
import { validationOf } from '../step';
import type { TellPorts } from '../telling/tell';
import { tellDecision } from '../telling/tell';
import type { Decision, Validation } from '../validation';
import { retireEarlierApprovals } from './retire';

export interface PersonsAnswer {
  readonly decision: 'approve' | 'reject';
  readonly by?: string;
  readonly summary?: string;
}

const earlier = ({ decision }: Validation): string[] => {
  if (decision === undefined) {
    return [];
  }
  const said = decision.decision === 'hold' ? 'held' : `recommended to ${decision.decision}`;
  return [`The gate had ${said}.`, ...decision.reasons];
};

const decisionOf = (validation: Validation, answer: PersonsAnswer, now: number): Decision => {
  const who = answer.by === undefined ? 'A person' : answer.by;
  const said = answer.summary ? `: “${answer.summary.slice(0, 200)}”` : '.';
  const { verdict } = validation.lastLook ?? {};
  return {
    decision: answer.decision,
    by: 'person',
    ...(verdict === undefined ? {} : { verdict }),
    reasons: [`${who} ${answer.decision === 'approve' ? 'approved' : 'rejected'}${said}`, ...earlier(validation)].slice(0, 20),
    at: now,
    answered: true,
  };
};

/** Finishes what follows from a person's decision: what may expire, and telling. Repeatable. */
export const finishPerson = async (validation: Validation, ports: TellPorts, now: number): Promise<void> => {
  const { validationId, decision } = validation;
  if (decision === undefined) {
    return;
  }
  if (decision.decision === 'approve') {
    await retireEarlierApprovals(validation, ports.validations, now);
  } else {
    await ports.validations.expire(validationId, expiryFrom(now));
  }
  await tellDecision(validation, decision, ports, now);
};

/** Records a person's answer, unless one is recorded or the gate itself has answered, and finishes it. */
export const recordAnswer = async (validation: Validation, answer: PersonsAnswer, ports: TellPorts, now: number): Promise<void> => {
  await ports.validations.recordPerson(validation.validationId, decisionOf(validation, answer, now));
  const recorded = await validationOf(ports.validations, validation.validationId);
  if (recorded.decision?.by === 'person') {
    await finishPerson(recorded, ports, now);
  }
};

/**
 * Decide: what the gate knows → the policy's ruling → recorded, once → carried out.
 *
 * A decision is written before anything is done about it, so that a crash in between leaves a decision that the next
 * attempt carries out, and never two.
 */
import type { WorkflowState } from '../contract/workflow';
import type { ActPorts } from './deciding/act';
import { act } from './deciding/act';
import { gatherFacts } from './deciding/facts';
import { recordAnswer } from './deciding/person';
import { nextLookAt } from './looking/windows';
import type { Ruling } from './policy';
import { rule } from './policy';
import { goTo, validationOf } from './step';
import type { Decision, Validation } from './validation';

export type DecidePorts = ActPorts;

/** Milliseconds between two looks at an approval that has not opened. */
const openingWait = 30_000;

/** At most this many reasons are kept. */
const mostReasons = 20;

type Decisive = Extract<Ruling, { readonly kind: 'answer' | 'recommend' | 'hold' }>;

const decisionFrom = (ruling: Decisive, now: number): Decision => ({
  decision: ruling.kind === 'hold' ? 'hold' : ruling.decision,
  by: 'gate',
  ...(ruling.verdict === undefined ? {} : { verdict: ruling.verdict }),
  reasons: ruling.reasons.slice(0, mostReasons),
  at: now,
  answered: false,
});

/** Acts on whatever stands in the record now: this ruling, or what somebody recorded a moment earlier. */
const resume = async (validationId: string, ports: DecidePorts, now: number): Promise<WorkflowState> => {
  const validation = await validationOf(ports.validations, validationId);
  return validation.decision === undefined ? goTo(validationId, 'done', now) : act(validation, validation.decision, ports, now);
};

const extend = async ({ validationId, timing }: Validation, ports: DecidePorts, now: number): Promise<WorkflowState> => {
  await ports.validations.extend(validationId, timing.candidate.end + timing.extendSeconds * 1000);
  const extended = await validationOf(ports.validations, validationId);
  return goTo(validationId, 'look', nextLookAt(extended.timing, now));
};

const carryOut = async (ruling: Ruling, validation: Validation, ports: DecidePorts, now: number): Promise<WorkflowState> => {
  const { validationId, timing } = validation;
  switch (ruling.kind) {
    case 'answer':
    case 'recommend':
    case 'hold':
      await ports.validations.recordDecision(validationId, decisionFrom(ruling, now));
      return resume(validationId, ports, now);
    case 'person':
      await recordAnswer(validation, ruling, ports, now);
      return goTo(validationId, 'done', now);
    case 'abandon':
      await ports.validations.abandon(validationId, ruling.reason, now);
      return goTo(validationId, 'done', now);
    case 'extend':
      return extend(validation, ports, now);
    case 'look':
      return goTo(validationId, 'look', nextLookAt(timing, now));
    case 'wait':
      return goTo(validationId, 'decide', now + openingWait);
  }
};

export const decide = async ({ validationId, error }: WorkflowState, ports: DecidePorts, now: number): Promise<WorkflowState> => {
  const validation = await validationOf(ports.validations, validationId);
  if (validation.decision !== undefined) {
    return act(validation, validation.decision, ports, now);
  }
  if (validation.status === 'abandoned') {
    return goTo(validationId, 'done', now);
  }
  return carryOut(rule(await gatherFacts(validation, error, ports, now)), validation, ports, now);
};

/** What the steps of the workflow have in common. */
import type { WorkflowState } from '../contract/workflow';
import { GateError } from './gate-error';
import type { ValidationStore } from './ports/validation-store';
import type { Validation } from './validation';

/** The next step, not before `at` (epoch milliseconds). */
export const goTo = (validationId: string, next: WorkflowState['next'], at: number): WorkflowState => ({
  validationId,
  next,
  at: new Date(at).toISOString(),
});

/** The record of a validation; throws `NoValidation` where there is none. */
export const validationOf = async (validations: Pick<ValidationStore, 'find'>, validationId: string): Promise<Validation> => {
  const validation = await validations.find(validationId);
  if (validation === undefined) {
    throw new GateError('NoValidation', `There is no validation ${validationId}.`, 'Register it by its pipeline.');
  }
  return validation;
};

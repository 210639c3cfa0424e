import { StepError } from '../contract/step-error';

/** Something that stops a step of the gate. */
export class GateError extends StepError {}

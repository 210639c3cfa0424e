import { StepError } from '../contract/step-error';

/** Something that stops a step of healing. */
export class HealingError extends StepError {}

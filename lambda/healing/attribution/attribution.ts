/** Which deployment a problem belongs to. */
import type { Destination } from '../../contract/destination';

/**
 * high: the judge proves that things got worse with this deployment; medium: entity or tags and time fit, and there are
 * no metrics to ask; low: what is there does not suffice to tell.
 */
export type Confidence = 'high' | 'medium' | 'low';

export interface Attribution {
  readonly pipeline: string;
  readonly environment: string;
  readonly destination: Destination;
  readonly deploymentId: string;
  readonly confidence: Confidence;
  /** Why, in a sentence. */
  readonly sentence: string;
}

/** Something wrong in production, as every reporter's message becomes it. */
import type { Severity } from '../contract/healing-settings';

export type ProblemSource = 'dynatrace' | 'devops-guru' | 'cloudwatch' | 'webhook' | 'pagerduty' | 'gate';

/**
 * open: it is there; resolved: it is over; merged: it goes on as another problem, which is reported by itself.
 */
export type ProblemState = 'open' | 'resolved' | 'merged';

/**
 * symptom: users or services suffer now; forecast: something may run out one day; monitoring: the monitoring itself.
 * Only a symptom can be a deployment's.
 */
export type ProblemNature = 'symptom' | 'forecast' | 'monitoring';

/** What a problem is about. Texts have at most 200 characters. */
export interface ProblemEntity {
  /** The reporter's name of the kind, for example `SERVICE`, `alarm`, `AWS/ApiGateway`, `stack`. */
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

export interface Problem {
  readonly source: ProblemSource;
  /** The reporter's own id: the same for the begin and the end of a problem, another for the next. At most 200 characters. */
  readonly id: string;
  /** The number that people know it by, where that is another. */
  readonly displayId?: string;
  readonly state: ProblemState;
  readonly nature: ProblemNature;
  readonly severity: Severity;
  /** At most 200 characters. */
  readonly title: string;
  /** At most 200, of `entityCount`. */
  readonly entities: readonly ProblemEntity[];
  readonly entityCount: number;
  /** `key:value` or `key`; at most 100. */
  readonly tags: readonly string[];
  /** When it began, epoch milliseconds. */
  readonly started: number;
  /** An https address for people. */
  readonly link?: string;
  /** The deployment that the gate itself names, and whether the gate rolls it back by itself. */
  readonly gate?: { readonly validationId: string; readonly pipeline: string; readonly stage: string; readonly rollsBack: boolean };
}

/** Id of a problem among those of all reporters: `<source>:<id>`. */
export const problemIdOf = ({ source, id }: Pick<Problem, 'source' | 'id'>): string => `${source}:${id}`;

/**
 * Intake: a message of the queue → a problem → its record → its workflow.
 *
 * Everything may come twice and in any order: the record says what is known, and a workflow of one name starts once.
 */
import { createHash } from 'node:crypto';
import type { Documents } from './ports/documents';
import type { HealingWorkflow } from './ports/telling';
import type { Problem } from './problem';
import { receiveProblem } from './records/records';
import { fromQueue } from './reporters/recognise';
import { goTo } from './step';

export interface IntakePorts {
  readonly documents: Documents;
  readonly workflow: HealingWorkflow;
  /** ARN of the topic of DevOps Guru; `undefined` where there is none. */
  readonly devopsGuruTopic: string | undefined;
}

export type Intake =
  | { readonly kind: 'received'; readonly problemId: string }
  | { readonly kind: 'ignored'; readonly why: string }
  /** The message belongs into the dead-letter queue. */
  | { readonly kind: 'malformed'; readonly why: string };

/** Name of the workflow of a problem: the same for every message about it. */
export const executionName = ({ source, id }: Pick<Problem, 'source' | 'id'>): string =>
  `${source}-${id.replaceAll(/[^A-Za-z0-9_-]/g, '-').slice(0, 30)}-${createHash('sha256').update(`${source}:${id}`).digest('hex').slice(0, 32)}`;

/** A problem that is over before it was ever heard of needs no answer. */
export const intake = async (message: string, { documents, workflow, devopsGuruTopic }: IntakePorts, now: number): Promise<Intake> => {
  const normalised = fromQueue(message, devopsGuruTopic, now);
  if (normalised.kind !== 'problem') {
    return normalised;
  }
  const { problem } = normalised;
  const { problemId, outcome } = await receiveProblem(documents, problem, now);
  if (problem.state === 'open' && outcome === undefined) {
    await workflow.start(executionName(problem), goTo(problemId, 'plan', now));
  }
  return { kind: 'received', problemId };
};

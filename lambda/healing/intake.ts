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
import { isDead } from './records/lease';
import type { ProblemRecord } from './remediation';
import { goTo, ownRemediation } from './step';

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

/** The workflow of a problem that is to be answered: one at a time, another where that has died. */
const workflowOf = async (problem: Problem, record: ProblemRecord, documents: Documents, now: number) => {
  const { problemId, outcome } = record;
  if (outcome === undefined) {
    return { name: executionName(problem), state: goTo(problemId, 'plan', now) };
  }
  const own = await ownRemediation(record, documents);
  return own !== undefined && isDead(own.remediation, now)
    ? { name: executionName({ ...problem, id: `${problem.id}@${own.remediation.leaseUntil ?? 0}` }), state: goTo(problemId, 'act', now) }
    : undefined;
};

/** A problem that is over before it was ever heard of needs no answer. */
export const intake = async (message: string, { documents, workflow, devopsGuruTopic }: IntakePorts, now: number): Promise<Intake> => {
  const normalised = fromQueue(message, devopsGuruTopic, now);
  if (normalised.kind !== 'problem') {
    return normalised;
  }
  const { problem } = normalised;
  const record = await receiveProblem(documents, problem, now);
  const wanted = problem.state === 'open' ? await workflowOf(problem, record, documents, now) : undefined;
  if (wanted !== undefined) {
    await workflow.start(wanted.name, wanted.state);
  }
  return { kind: 'received', problemId: record.problemId };
};

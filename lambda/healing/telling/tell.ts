/**
 * Tells people and systems, and then notes it: what crashes in between is told again, so everything is told at least once.
 */
import type { RemediationDetail } from '../../contract/healing-events';
import type { Documents } from '../ports/documents';
import type { HealingNotifier, ProblemComments, ProblemLinks } from '../ports/telling';
import { noted } from '../records/ledger';
import { changeProblem } from '../records/records';
import type { ProblemRecord, Remediation } from '../remediation';
import type { EndState } from './messages';
import { callMessage, endMessage, refusalMessage, startMessage } from './messages';

export interface TellPorts {
  readonly documents: Documents;
  readonly notifier: HealingNotifier;
  readonly links: ProblemLinks;
  readonly comments: ProblemComments;
}

/** Does something once per problem and tag, and notes it with a sentence of its own. */
export const once = async (
  record: ProblemRecord,
  tag: string,
  documents: Documents,
  now: number,
  act: () => Promise<string>,
): Promise<void> => {
  if (record.told.includes(tag)) {
    return;
  }
  const what = await act();
  await changeProblem(documents, record.problemId, (current) =>
    current.told.includes(tag) ? undefined : { ...current, told: [...current.told, tag], timeline: noted(current.timeline, now, what) },
  );
};

const comment = async ({ problem, problemId }: ProblemRecord, text: string, comments: ProblemComments): Promise<string> => {
  if (problem.source !== 'dynatrace') {
    return '';
  }
  const result = await comments.comment(problem.id, text);
  return result.kind === 'done' ? ` Commented on ${problemId}.` : ` No comment on ${problemId}: ${result.detail}`;
};

const detailOf = (record: ProblemRecord, remediation: Remediation, link: string, at: number): RemediationDetail => {
  const { remediationId, by, pipeline, environment, action, fromRelease, toRelease, deploymentId, reason } = remediation;
  return {
    remediationId,
    problemId: record.problemId,
    pipeline,
    environment,
    by,
    action,
    fromRelease,
    toRelease,
    reason,
    link,
    at,
    ...(deploymentId === undefined ? {} : { deploymentId }),
  };
};

/** Tells that a rollback was begun. */
export const tellStart = (record: ProblemRecord, remediation: Remediation, locked: boolean, ports: TellPorts, now: number): Promise<void> =>
  once(record, 'started', ports.documents, now, async () => {
    const link = await ports.links.problem(record.problemId, remediation.startedAt);
    const message = startMessage(record, remediation, link, locked);
    await ports.notifier.emit({ type: 'started', detail: detailOf(record, remediation, link, now) });
    if (remediation.by === 'gate') {
      return 'The gate tells people of its rollback.';
    }
    await ports.notifier.notify(message);
    return `People were told of the rollback.${await comment(record, message.text, ports.comments)}`;
  });

/** Tells how a rollback has ended. */
export const tellEnd = (record: ProblemRecord, remediation: Remediation, state: EndState, ports: TellPorts, now: number): Promise<void> =>
  once(record, 'ended', ports.documents, now, async () => {
    const link = await ports.links.problem(record.problemId, remediation.startedAt);
    const message = endMessage(record, remediation, state, link);
    await ports.notifier.emit({ type: 'ended', detail: { ...detailOf(record, remediation, link, now), outcome: state } });
    await ports.notifier.notify(message);
    return `People were told how it ended.${await comment(record, message.text, ports.comments)}`;
  });

/** Tells of a refusal: systems always; people unless the problem is over or the mode is dry-run. */
export const tellRefusal = async (record: ProblemRecord, ports: TellPorts, now: number): Promise<void> => {
  const { outcome } = record;
  if (outcome?.kind !== 'refused') {
    return;
  }
  await once(record, 'refused', ports.documents, now, async () => {
    const link = await ports.links.problem(record.problemId, outcome.at);
    const { kind: _, at: _at, ...detail } = outcome;
    await ports.notifier.emit({ type: 'refused', detail: { problemId: record.problemId, ...detail, link, at: now } });
    if (outcome.code === 'resolved' || outcome.code === 'dry-run') {
      return 'Recorded only.';
    }
    await ports.notifier.notify(refusalMessage(record, outcome, link));
    return 'People were told why there is no rollback.';
  });
};

/** Calls people for the so-manieth time. */
export const call = (record: ProblemRecord, reason: string, number: number, ports: TellPorts, now: number): Promise<void> =>
  once(record, `escalation-${number}`, ports.documents, now, async () => {
    const link = await ports.links.problem(record.problemId, record.receivedAt);
    await ports.notifier.call(callMessage(record, reason, number, link));
    return `People were called for the ${number === 1 ? 'first' : `${number}th`} time.`;
  });

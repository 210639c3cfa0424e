/**
 * Healing's records on top of whole documents. A change reads, computes and writes under the condition that nobody wrote
 * in between; where somebody did, it computes again.
 */
import type { Destination } from '../../contract/destination';
import { HealingError } from '../healing-error';
import type { Documents } from '../ports/documents';
import type { Problem } from '../problem';
import { problemIdOf } from '../problem';
import type { Ledger, ProblemRecord, Remediation } from '../remediation';
import { changed, claim, type Claimed, emptyLedger, ledgerKey, noted } from './ledger';
import { toLedger, toProblemRecord } from './record-schema';

/** Writers of one document at a time are few; who loses this often gives up, and is tried again as a whole. */
const mostAttempts = 8;

/** Days that the record of a problem is kept. */
const keptDays = 90;

/** Most services that are counted at once; more make no difference. */
const mostServices = 100;

const problemKey = (problemId: string): string => `problem#${problemId}`;

const expiry = (now: number, days: number): number => Math.floor(now / 1000) + days * 86_400;

interface Place<T> {
  readonly key: string;
  readonly parse: (value: unknown) => T;
  readonly initial: T;
  readonly expiresAt?: number;
}

/** `undefined` from `change` leaves the document as it is. */
const update = async <T extends object>(
  documents: Documents,
  { key, parse, initial, expiresAt }: Place<T>,
  change: (value: T) => T | undefined,
): Promise<T> => {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const { value, version } = await documents.read(key);
    const current = value === undefined ? initial : parse(value);
    const next = change(current);
    if (next === undefined) {
      return current;
    }
    if ((await documents.write(key, next, version, expiresAt)) === 'written') {
      return next;
    }
  }
  throw new HealingError(
    'RecordContended',
    `The record ${key} was written by others ${mostAttempts} times in a row.`,
    'The step is tried again.',
  );
};

export const readLedger = async (documents: Documents, destination: Destination): Promise<Ledger> => {
  const key = ledgerKey(destination);
  const { value } = await documents.read(key);
  return value === undefined ? emptyLedger(destination) : toLedger(key, value);
};

const ledgerPlace = (destination: Destination): Place<Ledger> => {
  const key = ledgerKey(destination);
  return { key, parse: (value) => toLedger(key, value), initial: emptyLedger(destination) };
};

/** Claims a bad deployment for a remediation, in one conditional write. */
export const claimDeployment = async (documents: Documents, destination: Destination, remediation: Remediation): Promise<Claimed> => {
  let result: Claimed | undefined;
  const ledger = await update(documents, ledgerPlace(destination), (current) => {
    result = claim(current, remediation);
    return result.kind === 'claimed' ? result.ledger : undefined;
  });
  return result ?? { kind: 'claimed', ledger };
};

/** Changes a remediation and returns it as it stands; `undefined` where the ledger has none of this id. */
export const changeRemediation = async (
  documents: Documents,
  destination: Destination,
  remediationId: string,
  change: (remediation: Remediation) => Remediation,
): Promise<Remediation | undefined> => {
  const ledger = await update(documents, ledgerPlace(destination), (current) => {
    const next = changed(current, remediationId, change);
    return next === current ? undefined : next;
  });
  return ledger.remediations.find((one) => one.remediationId === remediationId);
};

export const findProblem = async (documents: Documents, problemId: string): Promise<ProblemRecord | undefined> => {
  const key = problemKey(problemId);
  const { value } = await documents.read(key);
  return value === undefined ? undefined : toProblemRecord(key, value);
};

/** The record of a problem; throws `NoProblem` where there is none. */
export const problemOf = async (documents: Documents, problemId: string): Promise<ProblemRecord> => {
  const record = await findProblem(documents, problemId);
  if (record === undefined) {
    throw new HealingError('NoProblem', `There is no problem ${problemId}.`, 'Let its reporter report it again.');
  }
  return record;
};

const changeRecord = (
  documents: Documents,
  initial: ProblemRecord,
  change: (record: ProblemRecord) => ProblemRecord | undefined,
): Promise<ProblemRecord> => {
  const key = problemKey(initial.problemId);
  return update(
    documents,
    { key, parse: (value) => toProblemRecord(key, value), initial, expiresAt: expiry(initial.receivedAt, keptDays) },
    change,
  );
};

/** Changes the record of a problem that there is. */
export const changeProblem = async (
  documents: Documents,
  problemId: string,
  change: (record: ProblemRecord) => ProblemRecord | undefined,
): Promise<ProblemRecord> => changeRecord(documents, await problemOf(documents, problemId), change);

const opening = (problem: Problem, now: number): ProblemRecord => ({
  problemId: problemIdOf(problem),
  problem,
  receivedAt: now,
  timeline: [{ at: problem.started, what: `It began, says ${problem.source}: ${problem.title}` }],
  told: [],
  ...(problem.state === 'open' ? {} : { resolvedAt: now }),
});

const severer = { critical: 3, high: 2, medium: 1, low: 0 } as const;

/** What a further message changes: a problem that is over stays over, and grows no milder. */
const merged = (record: ProblemRecord, problem: Problem, now: number): ProblemRecord | undefined => {
  if (problem.state !== 'open') {
    const end = problem.state === 'merged' ? 'It goes on as another problem.' : `${problem.source} says that it is over.`;
    return record.resolvedAt === undefined
      ? { ...record, problem: { ...record.problem, state: problem.state }, resolvedAt: now, timeline: noted(record.timeline, now, end) }
      : undefined;
  }
  return severer[problem.severity] > severer[record.problem.severity]
    ? { ...record, problem: { ...record.problem, severity: problem.severity } }
    : undefined;
};

/** Records a message about a problem: the first opens the record, the end of the problem closes it. */
export const receiveProblem = async (documents: Documents, problem: Problem, now: number): Promise<ProblemRecord> => {
  const initial = opening(problem, now);
  return changeRecord(documents, initial, (record) => (record === initial ? initial : merged(record, problem, now)));
};

/** Services are counted in spans of this many milliseconds. */
const span = 5 * 60_000;

const servicesKey = (at: number): string => `bad-services#${Math.floor(at / span)}`;

const namesIn = (value: unknown): readonly string[] => {
  const names: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'names') : undefined;
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
};

/** Notes that a service has a problem. */
export const noteBadService = async (documents: Documents, service: string, now: number): Promise<void> => {
  const place = {
    key: servicesKey(now),
    parse: (value: unknown) => ({ names: namesIn(value) }),
    initial: { names: [] as readonly string[] },
    expiresAt: expiry(now, 1),
  };
  await update(documents, place, ({ names }) =>
    names.includes(service) || names.length >= mostServices ? undefined : { names: [...names, service] },
  );
};

/** How many services had a problem within these minutes; up to five minutes more. */
export const countBadServices = async (documents: Documents, minutes: number, now: number): Promise<number> => {
  const first = Math.floor((now - minutes * 60_000) / span);
  const spans = Array.from({ length: Math.floor(now / span) - first + 1 }, (_, index) => (first + index) * span);
  const documentsOfSpans = await Promise.all(spans.map((at) => documents.read(servicesKey(at))));
  return new Set(documentsOfSpans.flatMap(({ value }) => namesIn(value))).size;
};

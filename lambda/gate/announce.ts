/**
 * Announce: tell the monitoring system which build was deployed where, so that a problem after it names its cause.
 *
 *   validation → what was deployed, and whose entities it belongs to → push → done, or again in a minute
 *
 * The entities get their tags only after the first requests. A state machine waits for that, not a function:
 * wait until `at`, announce, and the same again while `next` is `announce`.
 */
import * as v from 'valibot';
import type { Announcement, DeploymentEvents, DeploymentFacts } from '../contract/deployment-event';
import { GateError } from './gate-error';
import { selectionOf } from './looking/subject';
import type { EvidenceStore } from './ports/objects';
import type { ReportLinks } from './ports/telling';
import type { ValidationStore } from './ports/validation-store';
import { validationOf } from './step';
import type { Revision } from './revision';
import { revisionAddress } from './revision';
import type { Validation } from './validation';

export interface AnnouncePorts {
  readonly validations: Pick<ValidationStore, 'find'>;
  readonly evidence: Pick<EvidenceStore, 'monspec'>;
  readonly links: ReportLinks;
  readonly events: DeploymentEvents;
}

/** What travels between the state machine and the function. */
export interface AnnounceState {
  readonly validationId: string;
  readonly next: 'announce' | 'done';
  /** ISO 8601 instant before which the next attempt must not run. */
  readonly at: string;
  /** Attempts so far. */
  readonly attempts: number;
  /** What became of the last attempt; absent before the first. */
  readonly announcement?: Announcement;
}

/** Attempts before the monitoring system is left uninformed. */
export const maxAttempts = 15;

/** Milliseconds between two of them. */
const pause = 60_000;

const announcementSchema = v.variant('kind', [
  v.object({ kind: v.literal('accepted'), entities: v.number() }),
  v.object({ kind: v.picklist(['later', 'refused']), detail: v.string() }),
]);

const schema = v.object({
  validationId: v.pipe(v.string(), v.minLength(1)),
  next: v.optional(v.picklist(['announce', 'done']), 'announce'),
  at: v.pipe(v.string(), v.isoTimestamp()),
  attempts: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  announcement: v.exactOptional(announcementSchema),
});

/** Parses what the state machine hands over: `validationId` and `at` at first, then what the last attempt returned. Throws `BadAnnounceInput`. */
export const parseAnnounceState = (received: unknown): AnnounceState => {
  const result = v.safeParse(schema, received);
  if (!result.success) {
    const [issue] = result.issues;
    throw new GateError(
      'BadAnnounceInput',
      `The input is wrong at ${v.getDotPath(issue) ?? 'its root'}: ${issue.message}.`,
      'Start it with validationId and at.',
    );
  }
  return result.output;
};

/** A revision as its service knows it: of a bundle the key and version of the object. */
const revisionText = (revision: Revision): string =>
  revision.kind === 'bundle'
    ? [revision.key, revision.version ?? revision.eTag].filter((part) => part !== undefined).join('@')
    : revisionAddress(revision);

const factsOf = async (validation: Validation, { evidence, links }: AnnouncePorts): Promise<DeploymentFacts> => {
  const { service, comparison } = await selectionOf(validation, evidence);
  const { pipeline, stage, executionId, release, deployment, validationId } = validation;
  return {
    pipeline,
    stage,
    executionId,
    release,
    revision: revisionText(deployment.revision),
    at: deployment.startedAt,
    link: await links.validation(validationId, deployment.startedAt),
    entityType: service.entityType,
    tags: service.environments[comparison.source]?.tags ?? [],
  };
};

const afterwards = ({ validationId, attempts }: AnnounceState, announcement: Announcement, now: number): AnnounceState => {
  const tried = attempts + 1;
  const again = announcement.kind === 'later' && tried < maxAttempts;
  return {
    validationId,
    next: again ? 'announce' : 'done',
    at: new Date(again ? now + pause : now).toISOString(),
    attempts: tried,
    announcement,
  };
};

/** Announces the deployment of a validation once. Throws `NoValidation` or `NoMonspec`. `now` in epoch milliseconds. */
export const announce = async (state: AnnounceState, ports: AnnouncePorts, now: number): Promise<AnnounceState> => {
  const validation = await validationOf(ports.validations, state.validationId);
  return afterwards(state, await ports.events.push(await factsOf(validation, ports)), now);
};

/**
 * Dynatrace's problem notifications: bodies of its webhook, and `detail` of events that a workflow sends.
 * What is in `ProblemDetailsJSONv2` (or its older form) wins over the placeholders beside it, of which some set-ups swap
 * {PID} and {ProblemID}.
 */
import * as v from 'valibot';
import type { Severity } from '../../contract/healing-settings';
import type { ProblemEntity, ProblemNature, ProblemState } from '../problem';
import { instantOf, isId } from '../text';
import type { Normalised } from './normalised';
import { ignored, malformed, toProblem } from './normalised';

const text = v.union([v.string(), v.pipe(v.number(), v.transform(String))]);
const maybe = <const S extends v.GenericSchema>(schema: S) => v.fallback(v.optional(schema), undefined);

const impacted = v.object({ type: v.fallback(v.string(), ''), name: v.fallback(v.string(), ''), entity: v.string() });
const affected = v.object({ entityId: v.object({ id: v.string(), type: v.fallback(v.string(), '') }), name: v.fallback(v.string(), '') });
const entityTag = v.object({ key: v.string(), value: maybe(v.string()) });

const details = v.object({
  problemId: maybe(text),
  displayId: maybe(text),
  id: maybe(text),
  displayName: maybe(text),
  title: maybe(v.string()),
  severityLevel: maybe(v.string()),
  affectedEntities: maybe(v.array(affected)),
  entityTags: maybe(v.array(entityTag)),
  startTime: maybe(v.number()),
});

const schema = v.object({
  PID: maybe(text),
  ProblemID: maybe(text),
  State: v.string(),
  ProblemTitle: maybe(v.string()),
  ProblemSeverity: maybe(v.string()),
  ProblemURL: maybe(v.string()),
  'Problem URL': maybe(v.string()),
  ImpactedEntities: maybe(v.array(impacted)),
  ProblemDetailsJSONv2: maybe(details),
  ProblemDetailsJSON: maybe(details),
  Tags: maybe(v.string()),
});

type Message = v.InferOutput<typeof schema>;

const states: Readonly<Record<string, ProblemState>> = { OPEN: 'open', RESOLVED: 'resolved', CLOSED: 'resolved', MERGED: 'merged' };

const severities: Readonly<Record<string, Severity>> = {
  AVAILABILITY: 'critical',
  ERROR: 'high',
  PERFORMANCE: 'high',
  RESOURCE_CONTENTION: 'medium',
  CUSTOM_ALERT: 'medium',
};

const isInternal = (id: string): boolean => /^-?\d+(_\d+V\d+)?$/.test(id);
const isDisplay = (id: string): boolean => /^P-\d+$/.test(id);

const problemDetails = ({ ProblemDetailsJSONv2: v2, ProblemDetailsJSON: v1 }: Message) => v2 ?? v1;

interface Ids {
  readonly id: string | undefined;
  readonly displayId: string | undefined;
}

const idsOf = (message: Message): Ids => {
  const its = problemDetails(message);
  const known = [its?.problemId, its?.id, message.PID, message.ProblemID, its?.displayId, its?.displayName].filter(
    (id) => id !== undefined,
  );
  const id =
    known.find((one) => isInternal(one) && one.includes('_')) ??
    [message.PID, message.ProblemID].find((one) => one !== undefined && !isDisplay(one));
  return { id: id ?? message.PID ?? message.ProblemID, displayId: known.find(isDisplay) };
};

const entitiesOf = (message: Message): ProblemEntity[] => [
  ...(message.ImpactedEntities ?? []).map(({ type, name, entity }) => ({ type, name, id: entity })),
  ...(problemDetails(message)?.affectedEntities ?? []).map(({ entityId, name }) => ({ type: entityId.type, name, id: entityId.id })),
];

/** `[AWS]key:value` → `key:value`. */
const withoutContext = (tag: string): string => tag.trim().replace(/^\[[^\]]*\]/, '');

const tagsOf = (message: Message): string[] => [
  ...(message.Tags ?? '').split(',').map(withoutContext),
  ...(problemDetails(message)?.entityTags ?? []).map(({ key, value }) => (value === undefined ? key : `${key}:${value}`)),
];

/** The internal id ends with the time at which the problem began. */
const startIn = (id: string): number | undefined => instantOf(/_(\d{13})V\d+$/.exec(id)?.[1]);

const isTest = (message: Message): boolean =>
  /notification test run/i.test(message.ProblemTitle ?? '') || entitiesOf(message).some(({ id }) => id.includes('XXXXXXXXXXXXX'));

const natureOf = (severity: string): ProblemNature => (severity === 'MONITORING_UNAVAILABLE' ? 'monitoring' : 'symptom');

const problemOf = (
  message: Message,
  { id, displayId }: { readonly id: string; readonly displayId: string | undefined },
  state: ProblemState,
  now: number,
): Normalised => {
  const its = problemDetails(message);
  const severity = its?.severityLevel ?? message.ProblemSeverity ?? '';
  return toProblem({
    source: 'dynatrace',
    id,
    displayId,
    state,
    nature: natureOf(severity),
    severity: severities[severity] ?? 'medium',
    title: its?.title ?? message.ProblemTitle ?? '',
    entities: entitiesOf(message),
    tags: tagsOf(message),
    started: instantOf(its?.startTime) ?? startIn(id) ?? now,
    link: message.ProblemURL ?? message['Problem URL'],
  });
};

/** Reads a notification. `now` (epoch ms) stands for a begin that it does not tell. */
export const fromDynatrace = (value: unknown, now: number): Normalised => {
  const result = v.safeParse(schema, value);
  if (!result.success) {
    return malformed(`The Dynatrace notification has no text in State. Add "State": "{State}" to the custom payload.`);
  }
  const message = result.output;
  if (isTest(message)) {
    return ignored('It is Dynatrace’s test notification.');
  }
  const { id, displayId } = idsOf(message);
  if (id === undefined || !isId(id)) {
    return malformed(
      `PID holds ${JSON.stringify(id ?? 'nothing')}, which is no id of a problem. Add "PID": "{PID}" to the custom payload.`,
    );
  }
  const state = states[message.State.trim().toUpperCase()];
  return state === undefined
    ? malformed(
        `State holds ${JSON.stringify(message.State.slice(0, 40))}; OPEN, RESOLVED and MERGED are known. Add "State": "{State}" to the custom payload.`,
      )
    : problemOf(message, { id, displayId }, state, now);
};

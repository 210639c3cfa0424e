/**
 * The gate itself: its events on the begin and the end of a rollback of its own. One that it carries out is followed and
 * verified by healing; one that was refused leaves a rejected build in production.
 */
import * as v from 'valibot';
import { isId } from '../text';
import type { Normalised } from './normalised';
import { malformed, toProblem } from './normalised';

const schema = v.object({
  detail: v.object({
    validationId: v.pipe(v.string(), v.check(isId, 'is no id')),
    pipeline: v.string(),
    stage: v.string(),
    fromRelease: v.string(),
    toRelease: v.optional(v.string(), 'the last build that passed'),
    outcome: v.optional(v.picklist(['succeeded', 'failed', 'refused'])),
    reason: v.string(),
    at: v.number(),
  }),
});

type Detail = v.InferOutput<typeof schema>['detail'];

const titleOf = ({ fromRelease, toRelease, stage, outcome, reason }: Detail): string =>
  outcome === 'refused'
    ? `${fromRelease} was rejected in ${stage} and is still there: ${reason}`
    : `${fromRelease} was rejected in ${stage}; the gate goes back to ${toRelease}`;

/** Reads an event “Gate Remediation Started” or “Gate Remediation”. */
export const fromGate = (value: unknown): Normalised => {
  const result = v.safeParse(schema, value);
  if (!result.success) {
    const [issue] = result.issues;
    return malformed(`The gate’s event is wrong at ${v.getDotPath(issue) ?? 'its root'}: ${issue.message}.`);
  }
  const { detail } = result.output;
  const { validationId, pipeline, stage, outcome, at } = detail;
  const rollsBack = outcome !== 'refused';
  return toProblem({
    source: 'gate',
    id: validationId,
    state: 'open',
    nature: 'symptom',
    severity: 'critical',
    title: titleOf(detail),
    entities: [{ type: 'pipeline', id: pipeline, name: pipeline }],
    tags: [],
    started: at,
    gate: { validationId, pipeline, stage, rollsBack },
  });
};

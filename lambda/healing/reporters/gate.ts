/**
 * The gate itself: its event on the end of a rollback of its own. One that succeeded leaves nothing to do; one that
 * failed or was refused leaves a rejected build in production.
 */
import * as v from 'valibot';
import { isId } from '../text';
import type { Normalised } from './normalised';
import { ignored, malformed, toProblem } from './normalised';

const schema = v.object({
  detail: v.object({
    validationId: v.pipe(v.string(), v.check(isId, 'is no id')),
    pipeline: v.string(),
    stage: v.string(),
    fromRelease: v.string(),
    outcome: v.picklist(['succeeded', 'failed', 'refused']),
    reason: v.string(),
    at: v.number(),
  }),
});

/** Reads an event “Gate Remediation”. */
export const fromGate = (value: unknown): Normalised => {
  const result = v.safeParse(schema, value);
  if (!result.success) {
    const [issue] = result.issues;
    return malformed(`The gate’s event is wrong at ${v.getDotPath(issue) ?? 'its root'}: ${issue.message}.`);
  }
  const { validationId, pipeline, stage, fromRelease, outcome, reason, at } = result.output.detail;
  if (outcome === 'succeeded') {
    return ignored('The gate has rolled back what it rejected.');
  }
  return toProblem({
    source: 'gate',
    id: validationId,
    state: 'open',
    nature: 'symptom',
    severity: 'critical',
    title: `${fromRelease} was rejected in ${stage} and is still there: ${reason}`,
    entities: [{ type: 'pipeline', id: pipeline, name: pipeline }],
    tags: [],
    started: at,
    gate: { validationId, pipeline, stage },
  });
};

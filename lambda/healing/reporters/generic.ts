/** The generic webhook: any system that can post JSON. The members are documented in docs/healing.md. */
import * as v from 'valibot';
import type { ProblemEntity } from '../problem';
import { instantOf, isId } from '../text';
import type { Normalised } from './normalised';
import { malformed, toProblem } from './normalised';

const entity = v.union([
  v.pipe(
    v.string(),
    v.transform((id): ProblemEntity => ({ type: 'entity', id, name: id })),
  ),
  v.pipe(
    v.object({ id: v.string(), type: v.optional(v.string(), 'entity'), name: v.optional(v.string()) }),
    v.transform(({ id, type, name }): ProblemEntity => ({ id, type, name: name ?? id })),
  ),
]);

const tags = v.union([
  v.array(v.string()),
  v.pipe(
    v.record(v.string(), v.string()),
    v.transform((map) => Object.entries(map).map(([key, value]) => `${key}:${value}`)),
  ),
]);

const schema = v.object({
  id: v.pipe(v.string(), v.check(isId, 'must have 1 to 200 of A-Z a-z 0-9 - _ . : @ #')),
  state: v.picklist(['open', 'resolved'], 'must be open or resolved'),
  title: v.string('must be a text'),
  severity: v.optional(
    v.pipe(v.string(), v.toLowerCase(), v.picklist(['critical', 'high', 'medium', 'low'], 'must be critical, high, medium or low')),
    'medium',
  ),
  entities: v.optional(v.array(entity), []),
  tags: v.optional(tags, []),
  started: v.optional(
    v.pipe(
      v.union([v.string(), v.number()]),
      v.transform((given: string | number) => instantOf(given)),
      v.number('must be epoch milliseconds or ISO 8601'),
    ),
  ),
  link: v.optional(v.string()),
});

/** Reads a body of the generic webhook. */
export const fromGeneric = (value: unknown, now: number): Normalised => {
  const result = v.safeParse(schema, value);
  if (!result.success) {
    const [issue] = result.issues;
    return malformed(
      `The problem is wrong at ${v.getDotPath(issue) ?? 'its root'}: ${issue.message}. Send for example {"id":"shop-1","state":"open","title":"Slow","entities":["shop"]}.`,
    );
  }
  const { id, state, title, severity, entities, tags: its, started, link } = result.output;
  return toProblem({
    source: 'webhook',
    id,
    state,
    nature: 'symptom',
    severity,
    title,
    entities,
    tags: its,
    started: started ?? now,
    link,
  });
};

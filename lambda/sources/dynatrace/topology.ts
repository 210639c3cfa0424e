/** Entities, their relationships and their problems. */
import type { Window } from '../../judge/series';
import { failure, type Failure } from '../http/failure';
import type { Got, Session } from '../http/session';
import { entitiesSchema, problemsSchema, type EntityAnswer, type ProblemAnswer } from './answers';
import { get, getPages, pathOf } from './api';
import type { Scope } from './selector';

/** Most entities of one environment. More are surely a tag that stands on everything. */
export const maxEntities = 500;

/** How far back a problem may have begun that is still open. */
const problemLookBack = 31 * 86_400_000;

const timesOf = ({ start, end }: Window): Readonly<Record<'from' | 'to', string>> => ({ from: String(start), to: String(end) });

const doubtOf = ({ label }: Scope, count: number): Failure | undefined => {
  if (count === 0) {
    return failure('no-entity', `Dynatrace has no ${label} in this time; check the tag rule and that the entity was active`);
  }
  return count > maxEntities
    ? failure(
        'bad-query',
        `${label} matches ${count} entities in Dynatrace and at most ${maxEntities} make an environment; narrow the tags`,
      )
    : undefined;
};

/** Why a scope is no environment in a time: nothing in it, or too much; undefined where it is one. */
export const examineScope = async (session: Session, scope: Scope, window: Window): Promise<Failure | undefined> => {
  const got = await get(session, pathOf('entities', { entitySelector: scope.selector, pageSize: '1', ...timesOf(window) }), entitiesSchema);
  return got.ok ? doubtOf(scope, got.value.totalCount) : got.failure;
};

/** The entities of a scope with the wanted relationships, for example `toRelationships.calls`. */
export const entitiesWith = async (
  session: Session,
  scope: Scope,
  window: Window,
  fields: readonly string[],
): Promise<Got<readonly EntityAnswer[]>> => {
  const parameters = {
    entitySelector: scope.selector,
    fields: fields.map((field) => `+${field}`).join(','),
    pageSize: '100',
    ...timesOf(window),
  };
  const pages = await getPages(session, 'entities', parameters, entitiesSchema, ([first]) => (first?.totalCount ?? 0) > maxEntities);
  if (!pages.ok) {
    return pages;
  }
  const doubt = doubtOf(scope, pages.value[0]?.totalCount ?? 0);
  return doubt === undefined ? { ok: true, value: pages.value.flatMap(({ entities }) => entities) } : { ok: false, failure: doubt };
};

/** How many different entities the given ones are related to; `field` as in `toRelationships.calls`. */
export const countRelated = (entities: readonly EntityAnswer[], field: string): number => {
  const [direction, relation = ''] = field.split('.');
  const related = entities.flatMap(
    ({ toRelationships, fromRelationships }) => (direction === 'toRelationships' ? toRelationships : fromRelationships)[relation] ?? [],
  );
  return new Set(related.map(({ id }) => id)).size;
};

/** The problems of a scope that were open at some time of a span. */
export const problemsIn = async (session: Session, scope: Scope, { start, end }: Window): Promise<Got<readonly ProblemAnswer[]>> => {
  const parameters = { entitySelector: scope.selector, pageSize: '500', ...timesOf({ start: start - problemLookBack, end }) };
  const pages = await getPages(session, 'problems', parameters, problemsSchema);
  if (!pages.ok) {
    return pages;
  }
  const warnings = pages.value.flatMap((page) => page.warnings ?? []);
  return warnings.length === 0
    ? { ok: true, value: pages.value.flatMap(({ problems }) => problems) }
    : { ok: false, failure: failure('partial', `Dynatrace warns: ${warnings.join(' ')}`) };
};

/** Whether a problem was open at some time of a window. */
export const isOpenIn = ({ startTime, endTime }: ProblemAnswer, { start, end }: Window): boolean =>
  startTime < end && (endTime < 0 || endTime > start);

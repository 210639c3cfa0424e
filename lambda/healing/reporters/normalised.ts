/** What a reporter's message comes to. */
import type { Severity } from '../../contract/healing-settings';
import type { Problem, ProblemEntity } from '../problem';
import { clean, httpsLink } from '../text';

export type Normalised =
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** A good message that asks for nothing. */
  | { readonly kind: 'ignored'; readonly why: string }
  /** Not a message of this reporter; `why` says where, what and how to mend it. */
  | { readonly kind: 'malformed'; readonly why: string };

export const ignored = (why: string): Normalised => ({ kind: 'ignored', why });

export const malformed = (why: string): Normalised => ({ kind: 'malformed', why: clean(why, 500) });

const mostEntities = 200;
const mostTags = 100;

/** Everything of a problem as its reporter tells it, not yet cut to size. */
export interface Draft extends Omit<Problem, 'entities' | 'entityCount' | 'tags' | 'link' | 'displayId'> {
  readonly displayId?: string | undefined;
  readonly entities: readonly ProblemEntity[];
  readonly tags: readonly string[];
  readonly link?: string | undefined;
}

const distinct = (entities: readonly ProblemEntity[]): ProblemEntity[] => {
  const byId = new Map(entities.map((entity) => [`${entity.type}\n${entity.id}`, entity]));
  return [...byId.values()];
};

const cleanEntity = ({ type, id, name }: ProblemEntity): ProblemEntity => ({ type: clean(type), id: clean(id), name: clean(name) });

/** Cuts a problem to the sizes that a record takes. */
export const toProblem = (draft: Draft): Normalised => {
  const { displayId, link: given, entities, tags, title, ...rest } = draft;
  const link = httpsLink(given);
  const known = distinct(entities);
  const problem: Problem = {
    ...rest,
    title: clean(title) || 'Untitled problem',
    entities: known.slice(0, mostEntities).map(cleanEntity),
    entityCount: known.length,
    tags: [...new Set(tags.map((tag) => clean(tag)).filter((tag) => tag !== ''))].slice(0, mostTags),
    ...(displayId === undefined ? {} : { displayId: clean(displayId) }),
    ...(link === undefined ? {} : { link }),
  };
  return { kind: 'problem', problem };
};

const severities: Readonly<Record<string, Severity>> = { critical: 'critical', high: 'high', medium: 'medium', low: 'low' };

/** A severity by its name in any case; `undefined` for other words. */
export const severityOf = (name: string | undefined): Severity | undefined => severities[name?.toLowerCase() ?? ''];

/** Whether a problem is about an environment. Pure. */
import type { EntityMatch } from '../../contract/healing-settings';
import type { Problem, ProblemEntity } from '../problem';

/** What fitted, for people; `undefined` where nothing did. */
export type Match = { readonly by: 'entity' | 'tag' | 'stack'; readonly what: string } | undefined;

/** Equal in any case; a `*` at the end of the pattern stands for anything. No regular expression, so nothing to exploit. */
const fits = (pattern: string, text: string): boolean => {
  const wanted = pattern.toLowerCase();
  const given = text.toLowerCase();
  return wanted.endsWith('*') ? wanted.length > 1 && given.startsWith(wanted.slice(0, -1)) : given === wanted;
};

const isAbout = (pattern: string, { id, name }: ProblemEntity): boolean => fits(pattern, id) || fits(pattern, name);

export const matchOf = ({ entities: its, tags: itsTags }: Problem, { entities = [], tags = [], stacks = [] }: EntityMatch): Match => {
  const entity = its.find((one) => one.type !== 'stack' && entities.some((pattern) => isAbout(pattern, one)));
  if (entity !== undefined) {
    return { by: 'entity', what: entity.name || entity.id };
  }
  const stack = its.find((one) => one.type === 'stack' && stacks.some((pattern) => fits(pattern, one.id)));
  if (stack !== undefined) {
    return { by: 'stack', what: stack.id };
  }
  const tag = itsTags.find((one) => tags.some((wanted) => fits(wanted, one)));
  return tag === undefined ? undefined : { by: 'tag', what: tag };
};

/** Dynatrace's metric selectors (API v2). */
import type { Aggregate } from '../../monspec/monspec';

const suffixOf = (aggregate: Aggregate | undefined): string => {
  if (aggregate === undefined) {
    return '';
  }
  return aggregate.startsWith('p') ? `:percentile(${aggregate.slice(1)})` : `:${aggregate}`;
};

/** One series over all entities of the scope. Without an aggregate the metric's own default applies (the sum of a count). */
export const aggregated = (selector: string, aggregate: Aggregate | undefined): string => `${selector}:splitBy()${suffixOf(aggregate)}`;

/** A selector without the arguments of its transformations, so that what they hold is not mistaken for a transformation. */
const outline = (selector: string): string => {
  let depth = 0;
  return Array.from(selector)
    .filter((character) => {
      depth += character === '(' ? 1 : 0;
      const outside = depth === 0;
      depth -= character === ')' ? 1 : 0;
      return outside;
    })
    .join('');
};

const merges = /:(splitBy|merge)\b/;
const aggregates = /:(auto|value|avg|min|max|sum|count|median|percentile)\b/;

/** A raw selector becomes one series: split and aggregated as the signature says, unless it says so itself. */
export const rawSelector = (query: string, aggregate: Aggregate): string => {
  const said = outline(query);
  return `${query}${merges.test(said) ? '' : ':splitBy()'}${aggregates.test(said) ? '' : suffixOf(aggregate)}`;
};

/** Spelling that Dynatrace changes in its answers: `percentile(95)` comes back as `percentile(95.0)`. */
export const canonical = (selector: string): string => selector.replaceAll(/\s+/g, '').replaceAll(/(\d+)\.0+(?=\D)/g, '$1');

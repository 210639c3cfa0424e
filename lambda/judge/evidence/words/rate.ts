/** The sentences about rates. Rates are shown in percent of all events, of the numerator's kind. */
import type { RateMetric } from '../case';
import { fewestPairs } from '../constants';
import type { Reference } from '../rate/reference';
import { nameOf } from './level';
import { short } from './numbers';
import { span } from './span';

const count = (value: number): string => short(Math.round(value));

/** `Failure rate 3.1 % (112 of 3600) against 0.5 % (18 of 3600), allowed 1 %.` */
export const measuredRate = (
  metric: RateMetric,
  { candidate, baseline, dispersion, pairs, ratio }: Reference,
  shown: { readonly candidate: number; readonly baseline: number; readonly limit: number },
): string => {
  const bad = metric.direction === 'upper' ? '' : ' bad';
  const earlier = pairs === 0 ? '' : ` and ${pairs} earlier comparisons`;
  const usual = ratio === 1 ? '' : ` The candidate's environment usually has ${short(ratio)} times the baseline's rate.`;
  const bursts = dispersion < 1.5 ? '' : ` Failures come in bursts, so ${short(dispersion)} of them count as one.`;
  return `${nameOf(metric)} ${short(shown.candidate)} % (${count(candidate.bad)}${bad} of ${count(candidate.all)}) against ${short(shown.baseline)} % (${count(baseline.bad)} of ${count(baseline.all)})${earlier}, allowed ${short(shown.limit)} %.${usual}${bursts}`;
};

/** What an inconclusive rate lacks. */
export type RateLack =
  /** More events would decide. `perSecond` is how many come. */
  | { readonly kind: 'requests'; readonly requests: number; readonly perSecond: number }
  /** Failures come in bursts: not how many requests there are counts, but how many bursts there may be. */
  | { readonly kind: 'span'; readonly seconds: number }
  /** Nothing that can be told before the window ends. */
  | { readonly kind: 'end' }
  /** The window is over, and no length of one would do. */
  | { readonly kind: 'history' };

/** A sentence on what an inconclusive rate lacks. */
export const missingForRate = (lack: RateLack): string => {
  switch (lack.kind) {
    case 'requests': {
      const wait = lack.perSecond > 0 ? `, about ${span(lack.requests / lack.perSecond)},` : '';
      return ` It needs about ${count(lack.requests)} more request${Math.round(lack.requests) === 1 ? '' : 's'}${wait} to tell this from chance.`;
    }
    case 'span':
      return ` It needs about ${span(lack.seconds)} more, in which bursts may or may not come again, to tell this from chance.`;
    case 'end':
      return ' It is too early to tell this from chance; the window goes on.';
    case 'history':
      return ` No number of requests in one window will tell; ${fewestPairs} earlier comparisons or a wider margin would.`;
  }
};

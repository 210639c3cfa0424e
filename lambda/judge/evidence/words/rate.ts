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
export const missingForRate = (requests: number | undefined, perSecond: number): string => {
  if (requests === undefined) {
    return ` No number of requests in one window will tell; ${fewestPairs} earlier comparisons or a wider margin would.`;
  }
  const wait = perSecond > 0 ? `, about ${span(requests / perSecond)},` : '';
  return ` It needs about ${count(requests)} more requests${wait} to tell this from chance.`;
};

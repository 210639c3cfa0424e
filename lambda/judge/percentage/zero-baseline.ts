/**
 * What a relative margin means where the baseline is zero. The arithmetic allows nothing then: one failed request in a
 * million would reject a build. A person asks instead whether the events of the candidate are more than chance and
 * more than a trifle:
 *
 *  - a failure rate of at most 0.5 % is a warning: give the signature an `upperlimit` to decide otherwise;
 *  - else, if chance alone would have put all events on the candidate's side in less than 5 % of cases, a fail;
 *  - else inconclusive, as is anything that does not count events.
 *
 * The chance is the exact conditional binomial: of x events, all fall on the candidate with probability ρ^x, where
 * ρ = n·g / (n·g + m) with exposures n (candidate) and m (baseline) and the allowed factor g = 1 + percent/100.
 */
import type { Direction } from '../../monspec/monspec';
import type { VerdictName } from '../verdict';
import type { Events, Measurement } from './measurement';

type Value = Extract<Measurement, { kind: 'value' }>;

/** A failure rate up to this many percent is a trifle next to a baseline without failures. */
export const negligiblePercent = 0.5;

/** Probability of a wrong rejection that is accepted per gate. */
export const acceptedChance = 0.05;

/** Probability that chance alone puts every event on the candidate's side. */
const chance = (candidate: Events, baseline: Events, percent: number): number => {
  const weight = candidate.exposure * (1 + percent / 100);
  return (weight / (weight + baseline.exposure)) ** candidate.count;
};

/** The verdict on a candidate whose baseline is exactly zero. */
export const judgeZeroBaseline = (
  candidate: Value,
  baseline: Value,
  rule: { readonly direction: Direction; readonly percent: number; readonly unit: string },
): VerdictName => {
  if (rule.direction === 'lower') {
    return 'inconclusive';
  }
  if (candidate.value === 0) {
    return 'pass';
  }
  if (candidate.events === undefined || baseline.events === undefined) {
    return 'inconclusive';
  }
  if (rule.unit === '%' && candidate.value <= negligiblePercent) {
    return 'warning';
  }
  return chance(candidate.events, baseline.events, rule.percent) < acceptedChance ? 'fail' : 'inconclusive';
};

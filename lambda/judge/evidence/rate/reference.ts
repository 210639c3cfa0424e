/** Second rung for rates: what the candidate's rate should be, from the baseline and from earlier pairs. */
import type { RateMetric } from '../case';
import { fewestPairs } from '../constants';
import type { Look } from '../look';
import { countsOf, none, plus, rateOf, type Counts, type WindowCounts } from './counts';
import { dispersionOf } from './dispersion';

export interface Reference {
  readonly candidate: WindowCounts;
  readonly baseline: WindowCounts;
  /** The baseline's counts, with those of earlier baselines where they agree. */
  readonly pooled: Counts;
  /** The candidate's counts, with a few of earlier candidates: most builds are like the last ones. */
  readonly believed: Counts;
  /** The candidate's environment has this many times the baseline's rate even without a change. */
  readonly ratio: number;
  /** By which all counts are divided. */
  readonly dispersion: number;
  readonly pairs: number;
}

const total = (windows: readonly Counts[]): Counts => windows.reduce<Counts>((sum, window) => plus(sum, window), none);

/** Variance of ln(rate) of a count, with half an event added so that zero has one. */
const logVariance = ({ bad }: Counts, dispersion: number): number => dispersion / (bad + 0.5);

const logRate = ({ bad, all }: Counts): number => Math.log((bad + 0.5) / (all + 1));

/** Differences within this many standard deviations are taken for none. */
const noDifference = 2;

const differ = (a: Counts, b: Counts, dispersion: number): boolean =>
  Math.abs(logRate(a) - logRate(b)) > noDifference * Math.sqrt(logVariance(a, dispersion) + logVariance(b, dispersion));

/** Half as many of the candidate's own events at most. */
const beliefShare = 0.5;

const believedOf = (candidate: Counts, earlier: Counts): Counts =>
  earlier.all === 0 ? candidate : plus(candidate, earlier, Math.min(1, (beliefShare * candidate.all) / earlier.all));

/** Prepares a rate at a look; a control at the same time is seen as far as the candidate. */
export const referenceOf = (metric: RateMetric, look: Look): Reference => {
  const { direction } = metric;
  const periods = Math.min(metric.candidate.denominator.length, Math.floor(look.seconds / metric.candidate.periodSeconds));
  const candidate = countsOf(metric.candidate, direction, periods);
  const seen = metric.baseline.denominator.length;
  const baseline = countsOf(metric.baseline, direction, metric.concurrent === true ? Math.min(seen, periods) : seen);
  const known = metric.history.length >= fewestPairs ? metric.history : [];
  const [candidates, baselines] = [known.map((pair) => countsOf(pair.candidate, direction)), known.map((pair) => countsOf(pair.baseline, direction))];
  const dispersion = dispersionOf([candidate, baseline], [candidates, baselines]);
  const [earlierCandidate, earlierBaseline] = [total(candidates), total(baselines)];
  const agrees = !differ(baseline, earlierBaseline, dispersion);
  const ratio = known.length > 0 && differ(earlierCandidate, earlierBaseline, dispersion) ? Math.exp(logRate(earlierCandidate) - logRate(earlierBaseline)) : 1;
  return {
    candidate,
    baseline,
    pooled: agrees ? plus(baseline, earlierBaseline) : baseline,
    believed: believedOf(candidate, earlierCandidate),
    ratio,
    dispersion,
    pairs: known.length,
  };
};

/** The rate that the candidate should have. */
export const expectedRate = ({ pooled, ratio }: Reference): number => Math.min(1, rateOf(pooled) * ratio);

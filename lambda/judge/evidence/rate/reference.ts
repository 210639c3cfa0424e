/** Second rung for rates: what the candidate's rate should be, from the baseline and from earlier pairs. */
import type { RateMetric } from '../case';
import { fewestPairs } from '../constants';
import type { Look } from '../look';
import { countsOf, plus, quiet, rateOf, type Counts, type WindowCounts } from './counts';
import { betweenWindows, dispersionOf, pooled, withinWindow, type ChiSquare } from './dispersion';

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

const total = (windows: readonly Counts[]): Counts => {
  let [bad, all] = [0, 0];
  for (const window of windows) {
    bad += window.bad;
    all += window.all;
  }
  return { bad, all };
};

/** Variance of ln(rate) of a count, with half an event added so that zero has one. */
const logVariance = ({ bad }: Counts, dispersion: number): number => dispersion / (bad + 0.5);

const logRate = ({ bad, all }: Counts): number => Math.log((bad + 0.5) / (all + 1));

/** Differences within this many standard deviations are taken for none. */
const noDifference = 2;

const differ = (a: Counts, b: Counts, dispersion: number): boolean =>
  Math.abs(logRate(a) - logRate(b)) > noDifference * Math.sqrt(logVariance(a, dispersion) + logVariance(b, dispersion));

/** Earlier builds count for twice as many events as the candidate's own, and for no more than this many. */
const belief = { share: 2, most: 200 } as const;

const believedOf = (candidate: Counts, earlier: Counts): Counts =>
  earlier.all === 0 ? candidate : plus(candidate, earlier, Math.min(belief.share * candidate.all, belief.most, earlier.all) / earlier.all);

/** What earlier comparisons tell, computed once and used at every look. */
export interface RatePast {
  readonly candidates: readonly WindowCounts[];
  readonly baselines: readonly WindowCounts[];
  readonly candidate: Counts;
  readonly baseline: Counts;
  readonly within: ChiSquare;
  readonly between: ChiSquare;
  /** The same without the worst periods of each window. */
  readonly quiet: () => RatePast;
}

const pastFrom = (candidates: readonly WindowCounts[], baselines: readonly WindowCounts[]): RatePast => {
  let quieter: RatePast | undefined;
  return {
    candidates,
    baselines,
    candidate: total(candidates),
    baseline: total(baselines),
    within: pooled([...candidates, ...baselines].map(withinWindow)),
    between: pooled([betweenWindows(candidates), betweenWindows(baselines)]),
    quiet: () => (quieter ??= pastFrom(candidates.map(quiet), baselines.map(quiet))),
  };
};

const nothing = pastFrom([], []);

/** Undefined where there are too few to learn from. */
export const ratePastOf = ({ history, direction }: RateMetric): RatePast | undefined =>
  history.length < fewestPairs
    ? undefined
    : pastFrom(
        history.map((pair) => countsOf(pair.candidate, direction)),
        history.map((pair) => countsOf(pair.baseline, direction)),
      );

/** Both windows as far as a look sees them; a control at the same time is seen as far as the candidate. */
const windowsOf = (metric: RateMetric, look: Look): readonly [WindowCounts, WindowCounts] => {
  const periods = Math.min(metric.candidate.denominator.length, Math.floor(look.seconds / metric.candidate.periodSeconds));
  const seen = metric.baseline.denominator.length;
  return [
    countsOf(metric.candidate, metric.direction, periods),
    countsOf(metric.baseline, metric.direction, metric.concurrent === true ? Math.min(seen, periods) : seen),
  ];
};

/** Joins two windows with what is known of earlier ones. */
export const joined = (candidate: WindowCounts, baseline: WindowCounts, past: RatePast = nothing): Reference => {
  const within = pooled([past.within, withinWindow(candidate), withinWindow(baseline)]);
  const dispersion = dispersionOf(within, past.between, candidate.bad + baseline.bad + past.candidate.bad + past.baseline.bad);
  const known = past.candidates.length > 0;
  const ratio = known && differ(past.candidate, past.baseline, dispersion) ? Math.exp(logRate(past.candidate) - logRate(past.baseline)) : 1;
  return {
    candidate,
    baseline,
    pooled: known && !differ(baseline, past.baseline, dispersion) ? plus(baseline, past.baseline) : baseline,
    believed: believedOf(candidate, past.candidate),
    ratio,
    dispersion,
    pairs: past.candidates.length,
  };
};

/** Prepares a rate at a look. */
export const referenceOf = (metric: RateMetric, past: RatePast | undefined, look: Look): Reference => {
  const [candidate, baseline] = windowsOf(metric, look);
  return joined(candidate, baseline, past);
};

/** The same windows without their worst periods: what is left of bursty failures when the bursts are gone. */
export const quietReference = ({ candidate, baseline }: Reference, past: RatePast | undefined): Reference =>
  joined(quiet(candidate), quiet(baseline), past?.quiet());

/** The rate that the candidate should have. */
export const expectedRate = ({ pooled, ratio }: Reference): number => Math.min(1, rateOf(pooled) * ratio);

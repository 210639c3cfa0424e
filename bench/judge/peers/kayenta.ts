/**
 * Kayenta's NetflixACAJudge classifier: the Mann-Whitney interval of the shift, found where the normal score of the
 * rank sum, corrected for ties and continuity, is ± the quantile. Re-implemented from its documented semantics.
 */
import { normalQuantile } from '../../../lambda/judge/evidence/distributions/normal';
import type { Case, Metric } from '../../../lambda/judge/evidence/case';
import { meanOf, minutesOf, pointsOf, type Rule } from './outcome';

const sort = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** Score of the rank sum of x − shift against y; both sorted. */
const scoreAt = (x: readonly number[], y: readonly number[], shift: number, correction: boolean): number => {
  const [n, m] = [x.length, y.length];
  let [i, j, passed, rankSum, ties] = [0, 0, 0, 0, 0];
  while (i < n || j < m) {
    const value = Math.min(i < n ? (x[i] ?? 0) - shift : Infinity, j < m ? (y[j] ?? 0) : Infinity);
    const [i0, j0] = [i, j];
    while (i < n && (x[i] ?? 0) - shift === value) i += 1;
    while (j < m && y[j] === value) j += 1;
    const size = i - i0 + (j - j0);
    rankSum += (i - i0) * (passed + (size + 1) / 2);
    ties += size ** 3 - size;
    passed += size;
  }
  const centred = rankSum - (n * (n + 1)) / 2 - (n * m) / 2;
  const sigma = Math.sqrt(((n * m) / 12) * (n + m + 1 - ties / ((n + m) * (n + m - 1))));
  return sigma === 0 ? 0 : (centred - (correction ? Math.sign(centred) * 0.5 : 0)) / sigma;
};

/** The score falls as the shift grows. */
const solve = (x: readonly number[], y: readonly number[], score: number, correction: boolean): number => {
  let [low, high] = [(x[0] ?? 0) - (y.at(-1) ?? 0), (x.at(-1) ?? 0) - (y[0] ?? 0)];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (scoreAt(x, y, middle, correction) > score) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

export interface Shift {
  readonly lower: number;
  readonly upper: number;
  readonly estimate: number;
}

/** Confidence interval and Hodges-Lehmann estimate of the shift of the experiment. */
export const shiftOf = (experiment: readonly number[], control: readonly number[], confidence: number): Shift => {
  const [x, y, z] = [sort(experiment), sort(control), normalQuantile(1 - (1 - confidence) / 2)];
  return { lower: solve(x, y, z, true), upper: solve(x, y, -z, true), estimate: solve(x, y, 0, false) };
};

export interface KayentaSettings {
  readonly direction: 'increase' | 'decrease' | 'either';
  readonly confidence: number;
  readonly tolerance: number;
  /** Allowed ratio of means upwards and downwards; 1 = none is asked for. */
  readonly effects: readonly [number, number];
}

const equal = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && sort(a).every((value, index) => value === sort(b)[index]);

/** Classification of one metric. */
export const classify = (
  experiment: readonly number[],
  control: readonly number[],
  settings: KayentaSettings,
): 'Pass' | 'High' | 'Low' | 'Nodata' => {
  if (experiment.length === 0 || control.length === 0) {
    return 'Nodata';
  }
  if (equal(experiment, control)) {
    return 'Pass';
  }
  const { lower, upper, estimate } = shiftOf(experiment, control, settings.confidence);
  const band = settings.tolerance * Math.abs(estimate);
  const ratio = meanOf(control) === 0 ? Infinity : meanOf(experiment) / meanOf(control);
  const { direction, effects } = settings;
  if (direction !== 'decrease' && lower > band && ratio >= effects[1]) {
    return 'High';
  }
  return direction !== 'increase' && upper < -band && ratio <= effects[0] ? 'Low' : 'Pass';
};

const defaults = { confidence: 0.98, tolerance: 0.25 } as const;

const isBad = (metric: Metric, withEffect: boolean): boolean => {
  const share = withEffect ? (metric.allowedPercent ?? 0) / 100 : 0;
  const direction = metric.direction === 'upper' ? 'increase' : 'decrease';
  const found = classify(pointsOf(metric, 'candidate'), pointsOf(metric, 'baseline'), {
    ...defaults,
    direction,
    effects: [1 - share, 1 + share],
  });
  return found === 'High' || found === 'Low';
};

const judgeWith =
  (withEffect: boolean) =>
  (it: Case): ReturnType<Rule['judge']> => ({
    verdict: it.metrics.some((metric) => isBad(metric, withEffect)) ? 'fail' : 'pass',
    minutes: minutesOf(it),
  });

export const kayentaRule: Rule = { name: 'Kayenta default', judge: judgeWith(false) };
export const kayentaEffectRule: Rule = { name: 'Kayenta + effect size', judge: judgeWith(true) };

/**
 * Evidence that may be looked at as often as one likes: under the assumption that the candidate is no worse, the
 * mixture of likelihood ratios below exceeds 1/α with probability α at most, at whatever moment one looks (Ville's
 * inequality). Periods of both sides are taken in pairs.
 */
import { eventsIn, type WindowCounts } from './counts';

/** How many times worse the candidate may be; equal weights. */
const factors = [1.5, 2, 3, 5, 10, 30] as const;

/** ln of the sum of exponentials, without overflow. */
const logSum = (logs: readonly number[]): number => {
  const most = Math.max(...logs);
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0));
};

const gain = (bad: readonly [number, number], all: readonly [number, number], ratio: number, factor: number): number => {
  const [null1, alternative] = [all[0] * ratio, all[0] * ratio * factor];
  const rho0 = null1 / (null1 + all[1]);
  const rho = alternative / (alternative + all[1]);
  return bad[0] * Math.log(rho / rho0) + bad[1] * Math.log((1 - rho) / (1 - rho0));
};

/**
 * The natural logarithm of the greatest evidence so far.
 * @param ratio rate of the candidate by the baseline's that counts as no worse.
 * @param dispersion by which the evidence is tempered.
 */
export const logEvidence = (candidate: WindowCounts, baseline: WindowCounts, ratio: number, dispersion: number): number => {
  const logs = factors.map(() => 0);
  let most = 0;
  for (let index = 0; index < candidate.alls.length; index += 1) {
    const [c, b] = [eventsIn(candidate, index, index + 1), eventsIn(baseline, index, index + 1)];
    if (c.all === 0 || b.all === 0) {
      continue;
    }
    for (const [which, factor] of factors.entries()) {
      logs[which] = (logs[which] ?? 0) + gain([c.bad, b.bad], [c.all, b.all], ratio, factor) / dispersion;
    }
    most = Math.max(most, logSum(logs) - Math.log(factors.length));
  }
  return most;
};

const surest = 0.99;

/**
 * The same against a limit instead of a baseline: evidence that the candidate's share of bad events is above `share`.
 * @param share greater than 0 and less than 1.
 */
export const logEvidenceBeyond = (window: WindowCounts, share: number, dispersion: number): number => {
  const rates = factors.map((factor) => Math.max(share, Math.min(surest, share * factor)));
  let [bad, all, most] = [0, 0, 0];
  for (let index = 0; index < window.alls.length; index += 1) {
    const period = eventsIn(window, index, index + 1);
    bad += period.bad;
    all += period.all;
    const logs = rates.map((rate) => (bad * Math.log(rate / share) + (all - bad) * Math.log((1 - rate) / (1 - share))) / dispersion);
    most = Math.max(most, logSum(logs) - Math.log(factors.length));
  }
  return most;
};

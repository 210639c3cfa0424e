/** By how much earlier windows rose from their first third to their last: their usual shape is not the build's doing. */
import type { LevelMetric } from '../case';
import { meanBetween } from './mean-between';

export interface UsualRise {
  /** As a logarithm, and its variance from window to window; both 0 where fewer than three windows tell. */
  readonly rise: number;
  readonly variance: number;
}

/** Logarithm of the last third's mean by the first's; undefined where either is 0. */
export const riseOf = (values: LevelMetric['candidate']['values'], periods: number): number | undefined => {
  const size = Math.floor(periods / 3);
  const [early, late] = [meanBetween(values, 0, size), meanBetween(values, periods - size, periods)];
  return early > 0 && late > 0 ? Math.log(late / early) : undefined;
};

const fewestWindows = 3;

export const usualRise = ({ history }: LevelMetric): UsualRise => {
  const rises = history.flatMap(({ candidate }) => riseOf(candidate.values, candidate.values.length) ?? []);
  if (rises.length < fewestWindows) {
    return { rise: 0, variance: 0 };
  }
  const rise = rises.reduce((sum, one) => sum + one, 0) / rises.length;
  return { rise, variance: rises.reduce((sum, one) => sum + (one - rise) ** 2, 0) / (rises.length - 1) };
};

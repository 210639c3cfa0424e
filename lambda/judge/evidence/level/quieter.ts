/**
 * The quieter part of a window, for metrics whose minutes scatter widely: of three requests a minute, one slow one makes
 * the average. What disturbs a minute nearly always makes it worse, so that the better half of the minutes shows the level
 * more surely than all of them. The mean of the points between the 10th and the 60th percentile (from the better end) has
 * the variance of the points moved into that range by (1 − 0.1 − 0.4)², after Tukey and McLaughlin (Sankhyā A 25, 1963).
 */
import type { Direction } from '../../../monspec/monspec';
import type { LevelData } from '../case';
import type { Reading } from './reading';
import { isSound, summarise } from './summary';

/** Shares left out: the best points, which may be broken, and the worst. */
const left = { best: 0.1, worst: 0.4 } as const;
const inflation = 1 / (1 - left.best - left.worst) ** 2;
/** A part of fewer points is hardly one. */
export const fewestForQuieter = 8;

interface Part {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
}

const partOf = (values: LevelData['values'], end: number, direction: Direction): Part => {
  const sorted = Float64Array.from(values.slice(0, end).filter(isSound)).sort();
  const [below, above] = direction === 'upper' ? [left.best, left.worst] : [left.worst, left.best];
  const [from, to] = [Math.floor(below * sorted.length), Math.ceil((1 - above) * sorted.length)];
  const kept = sorted.subarray(from, to);
  return { low: kept[0] ?? 0, high: kept.at(-1) ?? 0, mean: kept.reduce((sum, value) => sum + value / kept.length, 0) };
};

/** Summarises the quieter part of a window; a window of few points as it is. */
export const quieter =
  (direction: Direction): Reading =>
  (data, end = data.values.length) => {
    const plain = summarise(data, end);
    if (plain.points < fewestForQuieter) {
      return { summary: plain, data, setAside: 0 };
    }
    const { low, high, mean } = partOf(data.values, end, direction);
    const values = data.values.slice(0, end).map((value) => (isSound(value) ? Math.min(high, Math.max(low, value)) : NaN));
    const moved: LevelData = { periodSeconds: data.periodSeconds, values };
    const summary = summarise(moved, end);
    const relative = mean > 0 ? inflation * (summary.mean / mean) ** 2 : 0;
    return { summary: { ...summary, mean, squares: summary.squares * relative, lag: summary.lag * relative }, data: moved, setAside: 0 };
  };

/** From this coefficient of variation of single points on, the quieter part is asked. */
const widely = 0.25;

/** @param variance squared coefficient of variation of single points. */
export const scattersWidely = (variance: number): boolean => variance > widely * widely;

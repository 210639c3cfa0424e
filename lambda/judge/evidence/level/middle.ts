/**
 * The middle of a window, for metrics whose minutes scatter widely: of three requests a minute, one slow one makes the
 * average. Points beyond the quartiles are moved to them (Winsorised), which makes the mean of such minutes several
 * times as certain. Its variance is that of the moved points by (1 − 2·¼)², after Tukey and McLaughlin (1963).
 */
import type { LevelData } from '../case';
import type { Settled } from './disturbance';
import { isSound, summarise, type Summary } from './summary';

const trimmed = 0.25;
const inflation = 1 / (1 - 2 * trimmed) ** 2;
/** Quartiles of fewer points are hardly quartiles. */
export const fewestForMiddle = 8;

const clamped = (values: LevelData['values'], end: number): readonly (number | null)[] => {
  const sorted = values
    .slice(0, end)
    .filter(isSound)
    .sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor(trimmed * sorted.length)] ?? 0, sorted[Math.ceil((1 - trimmed) * sorted.length) - 1] ?? 0];
  return values.slice(0, end).map((value) => (isSound(value) ? Math.min(high, Math.max(low, value)) : null));
};

const inflated = (summary: Summary): Summary => ({ ...summary, squares: summary.squares * inflation, lag: summary.lag * inflation });

/** Summarises the middle of a window; a window of few points as it is. */
export const middle = (data: LevelData, end: number = data.values.length): Settled => {
  const plain = summarise(data, end);
  if (plain.points < fewestForMiddle) {
    return { summary: plain, data, setAside: 0 };
  }
  const moved: LevelData = { periodSeconds: data.periodSeconds, values: clamped(data.values, end) };
  return { summary: inflated(summarise(moved, end)), data: moved, setAside: 0 };
};

/** From this coefficient of variation of single points on, the middle is asked. */
const widely = 0.25;

/** @param variance squared coefficient of variation of single points. */
export const scattersWidely = (variance: number): boolean => variance > widely * widely;

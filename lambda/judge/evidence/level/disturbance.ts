/**
 * A noisy neighbour, a backup, a garbage collection: a few minutes far above the rest, over again before the window
 * ends. One such episode is set aside on either side. It must be short (a quarter of the window at most) and far out,
 * and on the candidate's side be followed by at least two ordinary points: what lasts to the end may be the build.
 */
import type { LevelData } from '../case';
import { isSound, summarise, type Scratch, type Summary } from './summary';

/** Points this many times above the median are far out, or further where points scatter widely. */
const farOut = 1.6;
const deviations = 2.5;
const longestShare = 0.25;
const fewestPoints = 6;

/** A window's summary, and how many of its points were set aside. */
export interface Settled {
  readonly summary: Summary;
  readonly data: LevelData;
  readonly setAside: number;
}

const medianOf = (sorted: readonly number[]): number => sorted[sorted.length >> 1] ?? 0;

/** Median, and the spread of the quieter half, which a short episode cannot touch. */
const ordinary = (values: LevelData['values'], end: number): { median: number; threshold: number } => {
  const sorted = values
    .slice(0, end)
    .filter(isSound)
    .sort((a, b) => a - b);
  const median = medianOf(sorted);
  const below = sorted[Math.floor(sorted.length * 0.16)] ?? median;
  const spread = median > 0 && below > 0 ? Math.log(median / below) : 0;
  return { median, threshold: median * Math.max(farOut, Math.exp(deviations * spread)) };
};

/** First and last index of the points beyond the threshold. */
const episode = (values: LevelData['values'], end: number, threshold: number): readonly [number, number] => {
  let [first, last] = [end, -1];
  for (let index = 0; index < end; index += 1) {
    const value = values[index];
    if (isSound(value) && value > threshold) {
      first = Math.min(first, index);
      last = index;
    }
  }
  return [first, last];
};

const presentAfter = (values: LevelData['values'], from: number, end: number): number => {
  let count = 0;
  for (let index = from; index < end; index += 1) {
    count += isSound(values[index]) ? 1 : 0;
  }
  return count;
};

/**
 * Summarises a window, one episode set aside where there is one.
 * @param recovers how many points must follow the episode; none in a window that lies in the past.
 * @param into where to write the summary of an undisturbed window. @default a new one
 */
export const settle = (data: LevelData, end: number = data.values.length, recovers = 0, into?: Scratch): Settled => {
  const summary = summarise(data, end, into);
  const untouched = { summary, data, setAside: 0 };
  if (summary.peak < farOut * 0.9 || summary.points < fewestPoints) {
    return untouched;
  }
  const { threshold } = ordinary(data.values, end);
  const [first, last] = episode(data.values, end, threshold);
  const length = last - first + 1;
  if (length < 1 || length > Math.max(1, longestShare * end) || presentAfter(data.values, last + 1, end) < recovers) {
    return untouched;
  }
  const values = data.values.map((value, index) => (index >= first && index <= last ? NaN : value));
  const without = { ...data, values };
  return { summary: summarise(without, end), data: without, setAside: summary.points - presentAfter(values, 0, end) };
};

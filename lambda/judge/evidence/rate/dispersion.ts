/**
 * Overdispersion: failures come in bursts, so that counts vary more than a binomial's. Pearson's χ² by its degrees of
 * freedom, over blocks of five periods (a burst lasts longer than one) and over whole windows; never below 1.
 */
import { eventsIn, type Counts, type WindowCounts } from './counts';

const blockSize = 5;

/** Fewer events than this say little about how they vary, and are taken for independent by as much. */
const fewEvents = 30;

/** χ² and its degrees of freedom; sums of them are pooled. */
export interface ChiSquare {
  readonly sum: number;
  readonly degrees: number;
}

const nothing: ChiSquare = { sum: 0, degrees: 0 };

export const pooled = (parts: readonly ChiSquare[]): ChiSquare => {
  let [sum, degrees] = [0, 0];
  for (const part of parts) {
    sum += part.sum;
    degrees += part.degrees;
  }
  return { sum, degrees };
};

const varies = (rate: number): boolean => rate > 0 && rate < 1;

/** χ² of the blocks of one window against the window's rate. */
export const withinWindow = (window: WindowCounts): ChiSquare => {
  const { bad, all, alls } = window;
  const rate = all === 0 ? 0 : bad / all;
  if (!varies(rate)) {
    return nothing;
  }
  let [sum, groups] = [0, 0];
  for (let from = 0; from < alls.length; from += blockSize) {
    const block = eventsIn(window, from, from + blockSize);
    if (block.all > 0) {
      sum += (block.bad - block.all * rate) ** 2 / (block.all * rate * (1 - rate));
      groups += 1;
    }
  }
  return groups < 2 ? nothing : { sum, degrees: groups - 1 };
};

/** χ² of whole windows against their common rate. */
export const betweenWindows = (windows: readonly Counts[]): ChiSquare => {
  let [bad, all] = [0, 0];
  for (const window of windows) {
    bad += window.bad;
    all += window.all;
  }
  const rate = all === 0 ? 0 : bad / all;
  if (!varies(rate)) {
    return nothing;
  }
  let [sum, groups] = [0, 0];
  for (const window of windows) {
    if (window.all > 0) {
      sum += (window.bad - window.all * rate) ** 2 / (window.all * rate * (1 - rate));
      groups += 1;
    }
  }
  return groups < 2 ? nothing : { sum, degrees: groups - 1 };
};

const ratio = ({ sum, degrees }: ChiSquare): number => (degrees === 0 ? 1 : sum / degrees);

/** @param events bad events in all windows together. */
export const dispersionOf = (within: ChiSquare, between: ChiSquare, events: number): number =>
  1 + ((Math.max(1, ratio(within), ratio(between)) - 1) * events) / (events + fewEvents);

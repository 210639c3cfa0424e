/**
 * Overdispersion: failures come in bursts, so that counts vary more than a binomial's. Pearson's χ² by its degrees of
 * freedom, over blocks of five periods (a burst lasts longer than one) and over whole windows; never below 1.
 */
import { blocksOf, none, plus, rateOf, type Counts, type WindowCounts } from './counts';

const blockSize = 5;

/** Fewer events than this say little about how they vary, and are taken for independent by as much. */
const fewEvents = 30;

interface ChiSquare {
  readonly sum: number;
  readonly degrees: number;
}

/** χ² of groups against their common rate. */
const against = (groups: readonly Counts[]): ChiSquare => {
  const rate = rateOf(groups.reduce((sum, group) => plus(sum, group), none));
  if (rate <= 0 || rate >= 1 || groups.length < 2) {
    return { sum: 0, degrees: 0 };
  }
  const sum = groups.reduce((total, { bad, all }) => total + (bad - all * rate) ** 2 / (all * rate * (1 - rate)), 0);
  return { sum, degrees: groups.length - 1 };
};

const ratio = (parts: readonly ChiSquare[]): number => {
  const degrees = parts.reduce((total, part) => total + part.degrees, 0);
  return degrees === 0 ? 1 : parts.reduce((total, part) => total + part.sum, 0) / degrees;
};

/**
 * @param windows the windows at hand.
 * @param sides earlier windows, those of the candidate's environment and those of the baseline's.
 */
export const dispersionOf = (windows: readonly WindowCounts[], sides: readonly (readonly WindowCounts[])[]): number => {
  const within = ratio([...windows, ...sides.flat()].map((window) => against(blocksOf(window, blockSize))));
  const between = ratio(sides.map((side) => against(side.filter(({ all }) => all > 0))));
  const events = [...windows, ...sides.flat()].reduce((sum, { bad }) => sum + bad, 0);
  return 1 + ((Math.max(1, within, between) - 1) * events) / (events + fewEvents);
};

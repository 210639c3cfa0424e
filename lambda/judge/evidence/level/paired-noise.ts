/** Against a control at the same time, what both sides share cancels minute by minute; only the difference is noise. */
import type { LevelData } from '../case';
import { isSound, type Summary } from './summary';

/** Moments of the difference of two sides, each relative to its mean. */
export const pairedMoments = (
  candidate: LevelData,
  baseline: LevelData,
  means: readonly [number, number],
  end: number,
): Pick<Summary, 'points' | 'squares' | 'lag'> => {
  let [points, squares, lag, previous] = [0, 0, 0, NaN];
  for (let index = 0; index < end; index += 1) {
    const [c, b] = [candidate.values[index], baseline.values[index]];
    if (!isSound(c) || !isSound(b)) {
      previous = NaN;
      continue;
    }
    const difference = c / means[0] - b / means[1];
    points += 1;
    squares += difference * difference;
    lag += Number.isNaN(previous) ? 0 : difference * previous;
    previous = difference;
  }
  return { points, squares, lag };
};

/** Whether most of the points, rather than a few far ones, lie beyond a bound. */
import type { Direction } from '../../../monspec/monspec';
import type { LevelData } from '../case';
import { isSound } from './summary';

/** Share of the sound points in [from, to) that are beyond the limit; 0 without points. */
export const shareBeyond = ({ values }: LevelData, from: number, to: number, limit: number, direction: Direction): number => {
  let [points, beyond] = [0, 0];
  for (let index = from; index < to; index += 1) {
    const value = values[index];
    if (isSound(value)) {
      points += 1;
      beyond += (direction === 'upper' ? value > limit : value < limit) ? 1 : 0;
    }
  }
  return points === 0 ? 0 : beyond / points;
};

/** A disturbance of five minutes must not reject a build: the fewer points there are, the fewer may be ordinary. */
const needed = [
  { below: 8, share: 1 },
  { below: 12, share: 0.85 },
  { below: Infinity, share: 0.65 },
] as const;

/** Whether a change lasts: most points are beyond the margin, nearly all where there are few. */
export const lasts = (beyond: number, points: number, final: boolean): boolean =>
  beyond >= (final ? 0.5 : (needed.find(({ below }) => points < below)?.share ?? 1));

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

/** Until there are this many points, all must be beyond: a disturbance of five minutes must not reject a build. */
const fewPoints = 6;

/** Share of points that must be beyond the margin for a rejection at a look. */
export const neededBeyond = (points: number, final: boolean): number => {
  if (final) {
    return 0.5;
  }
  return points <= fewPoints ? 1 : 0.75;
};

/** The mean of some neighbouring points, where their spread is not asked for. */
import type { LevelData } from '../case';
import { isSound } from './summary';

/** Mean of the sound points in [from, to); 0 without any. Divides before it adds, so that no unit overflows. */
export const meanBetween = (values: LevelData['values'], from: number, to: number): number => {
  let [mean, points] = [0, 0];
  for (let index = from; index < to; index += 1) {
    const value = values[index];
    if (isSound(value)) {
      points += 1;
      mean += (value - mean) / points;
    }
  }
  return mean;
};

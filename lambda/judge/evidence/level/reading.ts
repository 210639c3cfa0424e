import type { LevelData } from '../case';
import type { Settled } from './disturbance';

/** How the points of a window become a summary: `settle` or `middle`. */
export type Reading = (data: LevelData, end?: number, recovers?: number) => Settled;

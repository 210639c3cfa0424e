import type { LevelData } from '../case';
import type { Settled } from './disturbance';
import type { Scratch } from './summary';

/** How the points of a window become a summary: `settle` or `quieter`. */
export type Reading = (data: LevelData, end?: number, recovers?: number, into?: Scratch) => Settled;

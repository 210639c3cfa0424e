import type { LevelMetric } from '../case';
import type { Look } from '../look';
import { settle, type Settled } from './disturbance';
import type { Reading } from './reading';

/** Both sides of a level, as far as a look sees them. */
export interface Sides {
  readonly candidate: Settled;
  readonly baseline: Settled;
  /** How many of the candidate's periods have passed. */
  readonly periods: number;
}

/** The candidate's episode must be over by this many points to be set aside. */
const recovers = 2;

/** Prepares both sides; a control at the same time is seen as far as the candidate. */
export const sidesOf = (metric: LevelMetric, look: Look, read: Reading = settle): Sides => {
  const { values, periodSeconds } = metric.candidate;
  const periods = Math.min(values.length, Math.floor(look.seconds / periodSeconds));
  const seen = metric.concurrent === true ? Math.min(metric.baseline.values.length, periods) : metric.baseline.values.length;
  return { candidate: read(metric.candidate, periods, recovers), baseline: read(metric.baseline, seen, 0), periods };
};

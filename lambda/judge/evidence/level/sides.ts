import type { LevelMetric } from '../case';
import type { Look } from '../look';
import { settle, type Settled } from './disturbance';

/** Both sides of a level, as far as a look sees them. */
export interface Sides {
  readonly candidate: Settled;
  readonly baseline: Settled;
  /** How many of the candidate's periods have passed. */
  readonly periods: number;
}

/** Prepares both sides; a control at the same time is seen as far as the candidate. */
export const sidesOf = (metric: LevelMetric, look: Look): Sides => {
  const { values, periodSeconds } = metric.candidate;
  const periods = Math.min(values.length, Math.floor(look.seconds / periodSeconds));
  const seen = metric.concurrent === true ? Math.min(metric.baseline.values.length, periods) : metric.baseline.values.length;
  return { candidate: settle(metric.candidate, periods), baseline: settle(metric.baseline, seen), periods };
};

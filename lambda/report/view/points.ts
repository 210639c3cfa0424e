import type { Series, SeriesOutcome } from '../../judge/series';
import { finite } from '../format/number';

/** A measured series as one number per period, in the signature's unit; `null` = nothing measured. */
export interface Points {
  readonly periodSeconds: number;
  /** Epoch milliseconds at which the first period begins. */
  readonly start: number;
  readonly values: readonly (number | null)[];
}

/** The points of an outcome; none where the source had no series. */
export function pointsOf(outcome: SeriesOutcome | undefined): Points | null {
  if (outcome?.kind !== 'series') return null;
  const { series } = outcome;
  return { periodSeconds: series.periodSeconds, start: series.start, values: levels(series) };
}

function levels(series: Series): readonly (number | null)[] {
  if (series.kind === 'level') return series.values.map(finite);
  return series.denominator.map((all, period) => percent(finite(series.numerator[period]), finite(all)));
}

/** A period without requests has no failure rate; it is a gap, not zero. */
function percent(some: number | null, all: number | null): number | null {
  return some === null || all === null || all <= 0 ? null : (100 * some) / all;
}

/** How many samples (requests) stand behind a series, where it says so. */
export function samplesOf(outcome: SeriesOutcome | undefined): number | null {
  if (outcome?.kind !== 'series') return null;
  const { series } = outcome;
  const counts = series.kind === 'rate' ? series.denominator : series.weights;
  return counts === undefined ? null : counts.reduce<number>((sum, value) => sum + (finite(value) ?? 0), 0);
}

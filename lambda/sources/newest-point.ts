/** How far the data reaches. */
import type { SeriesOutcome } from '../judge/series';

/**
 * Epoch milliseconds at which the newest measured period of a series ends; null where nothing is measured.
 * A window that ends later than this may still be filling (ingestion delay).
 */
export const newestPoint = (outcome: SeriesOutcome): number | null => {
  if (outcome.kind !== 'series') {
    return null;
  }
  const { series } = outcome;
  const values = series.kind === 'rate' ? series.denominator : series.values;
  const last = values.findLastIndex((value) => value !== null);
  return last < 0 ? null : series.start + (last + 1) * series.periodSeconds * 1000;
};

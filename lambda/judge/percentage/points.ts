/** First rung: which points of a series lie in a window and can be trusted. */
import type { LevelSeries, RateSeries, Series, Window } from '../series';

export interface LevelPoint {
  readonly value: number;
  /** Samples behind the value; 1 where the source does not know. */
  readonly weight: number;
}

export interface RatePoint {
  readonly numerator: number;
  readonly denominator: number;
}

/** No metric of the table can be negative, so a negative number is as broken as NaN: both count as missing. */
const sound = (value: number | null | undefined): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;

/** How many whole periods of the series the window holds. */
export const expectedPoints = ({ periodSeconds }: Series, { start, end }: Window): number =>
  Math.max(0, Math.floor((end - start) / (periodSeconds * 1000)));

const indexesIn = (series: Series, window: Window, length: number): number[] => {
  const period = series.periodSeconds * 1000;
  return Array.from({ length }, (_, index) => index).filter((index) => {
    const at = series.start + index * period;
    return at >= window.start && at + period <= window.end;
  });
};

/** The sound points of a level series inside the window. */
export const levelPoints = (series: LevelSeries, window: Window): LevelPoint[] =>
  indexesIn(series, window, series.values.length).flatMap((index) => {
    const value = series.values[index];
    const weight = series.weights === undefined ? 1 : series.weights[index];
    return sound(value) && sound(weight) ? [{ value, weight }] : [];
  });

/** The points of a rate series inside the window of which both counts are sound. */
export const ratePoints = (series: RateSeries, window: Window): RatePoint[] =>
  indexesIn(series, window, series.denominator.length).flatMap((index) => {
    const numerator = series.numerator[index];
    const denominator = series.denominator[index];
    return sound(numerator) && sound(denominator) ? [{ numerator, denominator }] : [];
  });

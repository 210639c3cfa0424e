/** First rung: the points of a series that lie in a window, one per period, as the evidence rule reads them. */
import type { LevelSeries, RateSeries, Series, Window } from '../../series';
import type { LevelData, RateData } from '../case';

type Points = readonly (number | null)[];

/** No metric can be negative, so a negative number is as broken as NaN: both are missing. */
const sound = (value: number | null | undefined): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;

/** How many whole periods a window of so many seconds holds. */
const periodsIn = (seconds: number, { periodSeconds }: Series): number => Math.max(0, Math.floor(seconds / periodSeconds));

/** Whole periods inside the window; `length` of them, the missing ones as null. */
const pointsIn = (series: Series, points: Points, { start, end }: Window, length: number): (number | null)[] => {
  const period = series.periodSeconds * 1000;
  const result = Array.from({ length }, (): number | null => null);
  points.forEach((value, index) => {
    const at = series.start + index * period;
    const place = Math.floor((at - start) / period);
    if (at >= start && at + period <= end && place < length) {
      result[place] = sound(value);
    }
  });
  return result;
};

/** @param seconds length of the data; where it is more than the window, the rest is still to come. */
export const levelData = (series: LevelSeries, window: Window, seconds = (window.end - window.start) / 1000): LevelData => {
  const length = periodsIn(seconds, series);
  const values = pointsIn(series, series.values, window, length);
  return {
    periodSeconds: series.periodSeconds,
    values,
    ...(series.weights === undefined ? {} : { weights: pointsIn(series, series.weights, window, length) }),
  };
};

/** @param seconds length of the data; where it is more than the window, the rest is still to come. */
export const rateData = (series: RateSeries, window: Window, seconds = (window.end - window.start) / 1000): RateData => {
  const length = periodsIn(seconds, series);
  return {
    periodSeconds: series.periodSeconds,
    numerator: pointsIn(series, series.numerator, window, length),
    denominator: pointsIn(series, series.denominator, window, length),
  };
};

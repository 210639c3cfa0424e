/** Whether what was measured reaches up to the end of the window: a metric that has stopped coming proves nothing. */
import type { Measured } from '../../judge/input';
import type { Series, SeriesOutcome } from '../../judge/series';

/** A metric without a point in this many of its newest periods is stale. Three, so that a quiet service may have an empty minute. */
const stalePeriods = 3;

const pointsOf = (series: Series): readonly (number | null)[] => (series.kind === 'level' ? series.values : series.denominator);

const trailingGaps = (series: Series): number => {
  const points = pointsOf(series);
  const newest = points.findLastIndex((point) => point !== null);
  return points.length - 1 - newest;
};

const mayCome = (outcome: SeriesOutcome): boolean => {
  switch (outcome.kind) {
    case 'series':
      return trailingGaps(outcome.series) > 0;
    case 'no-data':
    case 'partial':
    case 'throttled':
    case 'unreachable':
      return true;
    case 'no-entity':
    case 'unauthorised':
    case 'bad-query':
    case 'unsupported':
      return false;
  }
};

/** Whether a later look may see more: the newest point of the candidate is not there yet, or the source had trouble. */
export const isLagging = (measured: Readonly<Record<string, Measured>>): boolean =>
  Object.values(measured).some(({ candidate }) => mayCome(candidate));

/** Ids of the signatures whose candidate has stopped coming before the window's end. */
export const staleSignatures = (measured: Readonly<Record<string, Measured>>): readonly string[] =>
  Object.entries(measured)
    .filter(([, { candidate }]) => candidate.kind === 'series' && trailingGaps(candidate.series) >= stalePeriods)
    .map(([id]) => id);

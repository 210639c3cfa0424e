/** How the candidate's traffic compares with the baseline's, from what the case itself knows of it. */
import type { Case, Metric } from './case';
import { fewestPoints } from './constants';
import type { Look } from './look';
import { isSound } from './level/summary';

const meanOf = (values: readonly (number | null)[] | undefined, end: number): number | undefined => {
  if (values === undefined) {
    return undefined;
  }
  const sound = values.slice(0, end).filter(isSound);
  return sound.length < fewestPoints ? undefined : sound.reduce((sum, value) => sum + value, 0) / sound.length;
};

/** Requests per second of both sides: the denominators of a rate, or the samples behind a level. */
const perSecond = (metric: Metric, side: 'candidate' | 'baseline', seconds: number): number | undefined => {
  const data = metric[side];
  const counts = 'denominator' in data ? data.denominator : data.weights;
  const end = side === 'candidate' ? Math.floor(seconds / data.periodSeconds) : Infinity;
  const mean = meanOf(counts, end);
  return mean === undefined ? undefined : mean / data.periodSeconds;
};

/** Logarithm of the candidate's traffic by the baseline's; 0 where the case does not tell. */
export const trafficOf = ({ metrics }: Case, { seconds }: Look): number => {
  for (const metric of metrics) {
    const [candidate, baseline] = [perSecond(metric, 'candidate', seconds), perSecond(metric, 'baseline', seconds)];
    if (candidate !== undefined && baseline !== undefined && candidate > 0 && baseline > 0) {
      return Math.log(candidate / baseline);
    }
  }
  return 0;
};

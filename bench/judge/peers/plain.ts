/** The original's rule: means of two windows and a percentage; once at the end, or polled every five minutes. */
import type { Case, Metric } from '../../../lambda/judge/evidence/case';
import { meanOf, minutesOf, pointsOf, type Rule } from './outcome';

/** @param minutes how much of the candidate is seen. */
const violates = (metric: Metric, minutes: number): boolean => {
  const candidate = meanOf(pointsOf(metric, 'candidate').slice(0, minutes));
  const baseline = meanOf(pointsOf(metric, 'baseline'));
  const share = (metric.allowedPercent ?? 0) / 100;
  return metric.direction === 'upper' ? candidate > baseline * (1 + share) : candidate < baseline * (1 - share);
};

const rejects = ({ metrics }: Case, minutes: number): boolean => metrics.some((metric) => violates(metric, minutes));

export const plainRule: Rule = {
  name: 'plain ±%',
  judge: (it) => ({ verdict: rejects(it, Infinity) ? 'fail' : 'pass', minutes: minutesOf(it) }),
};

const poll = 5;

export const polledRule: Rule = {
  name: 'plain ±%, polled every 5 min',
  judge: (it) => {
    const end = minutesOf(it);
    for (let minutes = poll; minutes <= end; minutes += poll) {
      if (rejects(it, minutes)) {
        return { verdict: 'fail', minutes };
      }
    }
    return { verdict: 'pass', minutes: end };
  },
};

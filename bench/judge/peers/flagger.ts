/** Flagger with its two built-in checks, success rate and a percentile of the latency: every minute against a fixed threshold; after five failed checks it rolls back. */
import type { Case, Metric } from '../../../lambda/judge/evidence/case';
import { meanOf, minutesOf, pointsOf, type Rule } from './outcome';

const mostFailures = 5;

/** What an operator leaves a success rate to vary: at 120 requests a minute, half a point is less than one failed request. */
const successPoints = 2;

/** The threshold that an operator would write down from the baseline: the margin for the latency, two points for failures. */
const thresholdOf = (metric: Metric): number => {
  const baseline = meanOf(pointsOf(metric, 'baseline'));
  const share = (metric.allowedPercent ?? 0) / 100;
  const floor = metric.kind === 'rate' ? successPoints : 0;
  return metric.direction === 'upper' ? Math.max(baseline * (1 + share), baseline + floor) : baseline * (1 - share);
};

const judge = (it: Case): ReturnType<Rule['judge']> => {
  const checked = it.metrics.filter(({ id }) => id === 'latency.p90' || id === 'failures');
  const checks = checked.map((metric) => ({
    upper: metric.direction === 'upper',
    threshold: thresholdOf(metric),
    points: pointsOf(metric, 'candidate'),
  }));
  let failures = 0;
  for (let minute = 0; minute < minutesOf(it); minute += 1) {
    const failed = checks.some(({ upper, threshold, points }) => {
      const point = points[minute];
      return point !== undefined && (upper ? point > threshold : point < threshold);
    });
    failures += failed ? 1 : 0;
    if (failures >= mostFailures) {
      return { verdict: 'fail', minutes: minute + 1 };
    }
  }
  return { verdict: 'pass', minutes: minutesOf(it) };
};

export const flaggerRule: Rule = { name: 'Flagger thresholds', judge };

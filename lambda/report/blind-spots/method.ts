/** Blind spots of the way it was measured and judged. */
import type { Evidence } from '../../gate/evidence';
import { defaultPolicy } from '../../judge/evidence/case';
import { fewestPairs } from '../../judge/evidence/constants';
import { clean, shorten } from '../format/clean';
import { count, formatNumber } from '../format/number';
import { formatDuration, formatTime } from '../format/time';
import { formatIn } from '../format/unit';
import { signatureUnit } from '../view/limit';
import { pointsOf } from '../view/points';
import { type BlindSpot, windowMinutes } from './context';

/** The time between deployment and window, in which a start can fail unseen. */
export const warmUp: BlindSpot = ({ validation, evidence }) => {
  const skipped = evidence.windows.candidate.start - validation.deployment.startedAt;
  return skipped >= 60_000
    ? [
        `The first ${formatDuration(skipped)} after the deployment started (deploying and warming up) are not judged: a slow or failing start is not in these numbers.`,
      ]
    : [];
};

/** What needs longer than the window to show. */
export const windowLength: BlindSpot = (seen) => [
  `${count(windowMinutes(seen), 'minute')} were measured, and nothing after ${formatTime(seen.evidence.windows.candidate.end)}. Slow leaks, nightly jobs, daily peaks and caches that fill over hours need longer than that.`,
];

/** Single points beyond the limit that the value of the whole window evened out. */
export const hiddenSpikes: BlindSpot = ({ look, evidence }) =>
  look.signatures.flatMap((signature) => {
    const sides = Object.hasOwn(evidence.measured, signature.id) ? evidence.measured[signature.id] : undefined;
    if (signature.verdict !== 'pass' || sides === undefined) return [];
    const { upper = Infinity, lower = -Infinity } = signature.limit;
    const values = (pointsOf(sides.candidate)?.values ?? []).filter((value) => value !== null);
    const beyond = values.filter((value) => value > upper || value < lower);
    if (beyond.length === 0) return [];
    const worst = formatIn(beyond.some((value) => value > upper) ? Math.max(...beyond) : Math.min(...beyond), signatureUnit(signature));
    return [
      `${clean(signature.label)}: ${beyond.length} of ${count(values.length, 'point')} lay beyond the limit (worst ${worst}); the value of the whole window evens them out.`,
    ];
  });

const marginOf = ({ comparison: { allowedPercent } }: Evidence): string => {
  const margins = [allowedPercent.default, ...Object.values(allowedPercent.byMetric)];
  const [least, most] = [Math.min(...margins), Math.max(...margins)];
  return least === most ? `${formatNumber(least)} %` : `${formatNumber(least)} to ${formatNumber(most)} %`;
};

const byPercentage = (evidence: Evidence): string =>
  `The percentage rule compares two numbers once and knows nothing of their usual variation: a change within the allowed ${marginOf(evidence)} passes even if it is real, and chance alone can exceed it.`;

const byEvidence = (evidence: Evidence): readonly string[] => {
  const pairs = evidence.history?.pairs.length ?? 0;
  const budget = 100 * (evidence.service.falseRejects ?? defaultPolicy.falseRejects);
  return [
    `The evidence rule lets a change within the allowed ${marginOf(evidence)} pass even if it is real, proves a pass against ${evidence.service.proof === 'strict' ? 'the margin' : 'twice the margin only'}, and rejects a good build in up to ${formatNumber(budget)} % of cases.`,
    ...(pairs < fewestPairs
      ? [`${pairs === 0 ? 'No earlier comparison' : `Only ${count(pairs, 'earlier comparison')}`} told how much this one varies by itself; what is usual was assumed.`]
      : []),
  ];
};

/** Each rule has its own: the percentage rule does not know noise, the evidence rule has an error budget. */
export const ruleUsed: BlindSpot = ({ evidence }) =>
  evidence.engine.startsWith('percentage/') ? [byPercentage(evidence)] : byEvidence(evidence);

/** Two environments, or two times, differ in more than the build. */
export const confounded: BlindSpot = ({ evidence }) => {
  const { source, compare, baseline } = evidence.comparison;
  if (!evidence.baselineExists) return [];
  if (source !== compare)
    return [
      `${clean(source)} was compared with ${clean(compare)}: differences of machines, data and traffic between the two are part of the numbers.`,
    ];
  const moved = baseline.kind === 'beforeDeployment' || baseline.seconds > 0;
  return moved ? ['The baseline lies earlier in time: a change of traffic between the two windows looks like a change of the build.'] : [];
};

/** Averages hide what only some users feel. */
export const averagesOnly: BlindSpot = ({ evidence }) => {
  const named = evidence.service.signatures.filter(
    ({ metric }) => metric.kind === 'timeseries' && /responsetime|latency|duration/i.test(metric.key),
  );
  const onlyMeans = named.length > 0 && named.every(({ aggregate }) => aggregate === 'avg' || aggregate === 'sum' || aggregate === 'count');
  return onlyMeans
    ? ['Response time is judged by its average only: a few very slow requests can hide in it. A percentile such as p90 would show them.']
    : [];
};

/** One route can fail within the whole. */
export const oneService: BlindSpot = ({ look, evidence }) => {
  const { signatures, name } = evidence.service;
  const judged = look.signatures.filter(({ verdict }) => verdict !== 'info').length;
  const whole = signatures.every(({ method }) => method === undefined);
  const routes = whole ? ' All requests are counted together, so a rarely used route can fail unseen.' : '';
  return [
    `Only ${count(judged, 'signature')} of ${shorten(name, 80)} decided. Other services, wrong but fast answers, and whatever the monspec does not name were not looked at.${routes}`,
  ];
};

/** The sentences about levels. */
import type { LevelMetric } from '../case';
import { fewestPairs, fewestPoints, neededShare } from '../constants';
import type { Estimate } from '../level/estimate';
import { usablePairs } from '../level/past';
import type { Sides } from '../level/sides';
import type { Lack } from '../level/verdict';
import { percentOfLog, short, signed, signedPercent, withUnit } from './numbers';
import { span } from './span';

export const nameOf = ({ label, id }: { readonly label?: string; readonly id: string }): string => label ?? id;

/** What the verdict rested on: earlier comparisons, a control, or neither. */
const basis = (metric: LevelMetric, { band, pairs, mismatch }: Estimate): string => {
  if (band !== undefined) {
    return ` The same comparison varied ${signed(percentOfLog(band[0]))} … ${signedPercent(percentOfLog(band[1]))} over the last ${pairs} times.`;
  }
  const traffic = mismatch === undefined ? '' : ` The candidate had ${short(mismatch)} times the baseline's traffic.`;
  if (metric.concurrent === true) {
    return traffic;
  }
  const known = usablePairs(metric);
  return `${traffic} ${known === 0 ? 'None' : `Only ${known}`} of the ${fewestPairs} earlier comparisons that would show how much it varies by itself are known.`;
};

const setAside = ({ candidate, baseline }: Sides): string => {
  const told = [
    ...(candidate.setAside > 0 ? [`${candidate.setAside} disturbed minutes of the candidate`] : []),
    ...(baseline.setAside > 0 ? [`${baseline.setAside} of the baseline`] : []),
  ];
  return told.length === 0 ? '' : ` Set aside: ${told.join(' and ')}, over before the window ended.`;
};

/** `Response time +31 % (131 ms against 100 ms, allowed +15 %: 115 ms).` */
export const measuredLevel = (metric: LevelMetric, sides: Sides, estimate: Estimate, limit: number, changePercent: number): string => {
  const [c, b] = [sides.candidate.summary.mean, sides.baseline.summary.mean];
  const sign = metric.direction === 'upper' ? '+' : '−';
  const allowed = `allowed ${sign}${short(metric.allowedPercent ?? 0)} %: ${withUnit(limit, metric.unit)}`;
  return `${nameOf(metric)} ${signedPercent(changePercent)} (${withUnit(c, metric.unit)} against ${withUnit(b, metric.unit)}, ${allowed}).${basis(metric, estimate)}${setAside(sides)}`;
};

/** Said where the quieter part of both windows was compared rather than their means. */
export const quieterPart = ' Minutes scatter so widely that the quieter half of both windows was compared.';

/** A side with too few points. */
export const lackingLevel = (
  metric: LevelMetric,
  side: string,
  { points, expected }: { readonly points: number; readonly expected: number },
): string =>
  `${nameOf(metric)} could not be judged: the ${side} has ${points} of ${expected} points and ${Math.max(1, Math.ceil(neededShare * expected))} are needed.`;

/** @param change of the last third, as a logarithm; positive is worse. */
export const risingLevel = (direction: LevelMetric['direction'], change: number, proven: boolean): string => {
  const late = signedPercent(percentOfLog(direction === 'upper' ? change : -change));
  return ` Its last third is at ${late} and getting worse${proven ? '' : '; a longer window shows where it ends'}.`;
};

/** What an inconclusive level lacks at the end of the window, the only time at which no longer window may be said to help. */
export const missingForLevel = (
  metric: LevelMetric,
  seconds: number | undefined,
  { band, mismatch }: Estimate,
  changePercent: number,
): string => {
  if (seconds !== undefined) {
    return ` It needs about ${span(seconds)} more to tell ${signedPercent(changePercent)} from noise.`;
  }
  if (mismatch !== undefined) {
    return ' No longer window can tell the build from the difference in traffic; earlier comparisons would.';
  }
  return band === undefined
    ? ` No longer window tells ${signedPercent(changePercent)} from noise; ${fewestPairs - usablePairs(metric)} more earlier comparisons would.`
    : ` No longer window tells ${signedPercent(changePercent)} from how much this comparison varies; a person has to decide.`;
};

/**
 * Said of a change between what is approved and what is allowed.
 * @param approved the change up to which a level is approved, as a logarithm; positive is worse.
 */
export const betweenLevel = (direction: LevelMetric['direction'], approved: number): string =>
  ` That is inside the margin, but nearer to it than ${signedPercent(percentOfLog(direction === 'upper' ? approved : -approved))}, up to which a level is approved; a person has to decide.`;

/** What an inconclusive level lacks while the window goes on. */
export const missingYet = (lack: Lack, changePercent: number): string => {
  switch (lack) {
    case 'points':
      return ` A level is judged on ${fewestPoints} points at least; the window goes on.`;
    case 'length':
      return ' It has lasted no longer than a disturbance of an earlier window did; the window goes on.';
    case 'lasting':
      return ' Too few of its points are beyond the limit yet to say that it lasts; the window goes on.';
    case 'certainty':
      return ` It is too early to tell ${signedPercent(changePercent)} from noise; the window goes on.`;
  }
};

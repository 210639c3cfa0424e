/** Blind spots of how much traffic there was. */
import { count, formatNumber } from '../format/number';
import { samplesOf } from '../view/points';
import type { BlindSpot, Seen } from './context';

/** The most requests that any signature of a side reports: all of them saw the same traffic. */
function requests({ evidence }: Seen, side: 'candidate' | 'baseline'): number | null {
  const counts = Object.values(evidence.measured).flatMap((sides) => samplesOf(sides[side]) ?? []);
  return counts.length === 0 ? null : Math.max(...counts);
}

/**
 * The rarest failure that the window would have shown at all: with n requests and none failing, the true share is
 * below 3/n at 95 % confidence (the "rule of three").
 */
export const rareFailures: BlindSpot = (seen) => {
  const seenRequests = requests(seen, 'candidate');
  if (seenRequests === null)
    return ['How many requests stand behind the series is unknown to its source, so rare failures and low traffic cannot be told apart.'];
  if (seenRequests === 0) return ['The candidate served no requests in the window: nothing that only traffic shows could appear.'];
  const oneIn = Math.max(1, Math.floor(seenRequests / 3));
  const low = seenRequests < 300 ? 'Low traffic: the' : 'The';
  const held = `${low} window held ${count(Math.round(seenRequests), 'request')}`;
  if (oneIn < 2) return [`${held}, too few to show any failure but one that strikes nearly every request.`];
  return [
    `${held}. A failure that strikes fewer than about one request in ${formatNumber(oneIn)} may well not have happened in it.`,
  ];
};

/** Sides with very different load behave differently whatever the build. */
export const unequalTraffic: BlindSpot = (seen) => {
  const candidate = requests(seen, 'candidate');
  const baseline = requests(seen, 'baseline');
  if (candidate === null || baseline === null || candidate === 0 || baseline === 0) return [];
  const ratio = candidate / baseline;
  if (ratio > 0.5 && ratio < 2) return [];
  const compared = ratio < 1 ? `${formatNumber(1 / ratio)} times less` : `${formatNumber(ratio)} times more`;
  return [`The candidate had ${compared} traffic than the baseline. What only shows under the other load is not in this comparison.`];
};

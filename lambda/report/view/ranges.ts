import type { SignatureVerdict } from '../../judge/verdict';
import { finite, formatChange } from '../format/number';

/** Least and greatest value, in the measured unit. */
export type Range = readonly [number, number];

type Percents = SignatureVerdict['intervalPercent'];

/** The values at these changes from the baseline; null where one is missing. */
export function rangeOf(baseline: number | null, percents: Percents): Range | null {
  const from = finite(baseline);
  const [low, high] = [finite(percents?.[0]), finite(percents?.[1])];
  return from === null || low === null || high === null ? null : [from * (1 + low / 100), from * (1 + high / 100)];
}

/** `−5 % to +12 %`, or one change where both ends read alike; empty where nothing was estimated. */
export function formatRange(percents: Percents): string {
  const [low, high] = [formatChange(percents?.[0] ?? null), formatChange(percents?.[1] ?? null)];
  if (low === null || high === null) return '';
  return low === high ? low : `${low} to ${high}`;
}

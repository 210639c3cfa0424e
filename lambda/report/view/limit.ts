import type { SignatureVerdict } from '../../judge/verdict';
import { finite, formatNumber } from '../format/number';
import { type DisplayUnit, displayUnit, formatIn } from '../format/unit';

/** The unit in which all numbers of a signature are shown, chosen once so that they compare at a glance. */
export function signatureUnit({ unit, candidate, baseline, limit }: SignatureVerdict): DisplayUnit {
  return displayUnit(unit, [candidate, baseline, finite(limit.upper), finite(limit.lower)]);
}

/** A limit for people: `at most 390 ms`, `at least 80 requests/min`, `80 to 390 ms`, `none`. */
export function formatLimit(limit: SignatureVerdict['limit'], unit: DisplayUnit): string {
  const upper = finite(limit.upper);
  const lower = finite(limit.lower);
  if (upper !== null && lower !== null) return `${formatNumber(lower * unit.factor)} to ${formatIn(upper, unit)}`;
  if (upper !== null) return `at most ${formatIn(upper, unit)}`;
  return lower === null ? 'none' : `at least ${formatIn(lower, unit)}`;
}

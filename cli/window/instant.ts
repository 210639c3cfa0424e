import { InvalidArgumentError } from 'commander';
import { millisecondsOf } from './duration';

/** An instant as somebody wrote it: fixed, or counted from now. */
export type Instant = { readonly kind: 'at'; readonly at: number } | { readonly kind: 'offset'; readonly milliseconds: number };

/** `2026-11-20T10:00Z`, without a zone in UTC; `now`; `-2h` or `+30m` from now. */
export function parseInstant(text: string): Instant {
  const written = text.trim();
  if (written === 'now') return { kind: 'offset', milliseconds: 0 };
  const offset = /^[+-]/.test(written) ? millisecondsOf(written.slice(1)) : undefined;
  if (offset !== undefined) return { kind: 'offset', milliseconds: written.startsWith('-') ? -offset : offset };
  const at = /^\d{4}-\d\d-\d\d/.test(written) ? Date.parse(withZone(written)) : Number.NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError(`received "${text}", expected a time such as 2026-11-20T10:00Z, -2h or now.`);
  return { kind: 'at', at };
}

const withZone = (text: string): string => {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return `${text}T00:00Z`;
  return /(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
};

/** Epoch milliseconds of an instant. */
export const instantAt = (instant: Instant, now: number): number => (instant.kind === 'at' ? instant.at : now + instant.milliseconds);

/**
 * Links to the report: signed with HMAC-SHA256 over page, id and expiry, so that who holds a link sees that page until
 * it expires, and nothing else. The format (`&format=json`) is not signed: it shows the same page differently.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link leads to; `id` is not encoded. */
export interface LinkTarget {
  readonly page: 'validation' | 'pipeline' | 'problem';
  readonly id: string;
}

const folders = { validation: 'validations', pipeline: 'pipelines', problem: 'problems' } as const;

/** The signature of a target until an epoch second, as 64 hexadecimal digits. */
export const signLink = (secret: string, target: LinkTarget, expires: number): string =>
  createHmac('sha256', secret).update(`${target.page}\n${target.id}\n${expires}`).digest('hex');

/** A whole address. `reportUrl` has no trailing slash. */
export const reportLink = (reportUrl: string, secret: string, target: LinkTarget, expires: number): string =>
  `${reportUrl}/${folders[target.page]}/${encodeURIComponent(target.id)}?expires=${expires}&signature=${signLink(secret, target, expires)}`;

export type LinkCheck = { readonly kind: 'good'; readonly expires: number } | { readonly kind: 'expired' } | { readonly kind: 'forged' };

/** Checks what came with a request; in constant time where it matters. `now` in epoch milliseconds. */
export const verifyLink = (
  secret: string,
  target: LinkTarget,
  query: { readonly expires?: string | undefined; readonly signature?: string | undefined },
  now: number,
): LinkCheck => {
  const expires = query.expires ?? '';
  if (!/^\d{1,12}$/.test(expires)) {
    return { kind: 'forged' };
  }
  const expected = Buffer.from(signLink(secret, target, Number(expires)), 'utf8');
  const received = Buffer.from(query.signature ?? '', 'utf8');
  if (expected.length !== received.length || !timingSafeEqual(expected, received)) {
    return { kind: 'forged' };
  }
  return Number(expires) * 1000 <= now ? { kind: 'expired' } : { kind: 'good', expires: Number(expires) };
};

/**
 * Whether a request comes from who holds the secret. Signatures are checked over the raw bytes, against every active
 * secret and in constant time; which check failed is nobody's business.
 */
import { createHmac, timingSafeEqual, createHash } from 'node:crypto';
import type { WebhookReporter, WebhookSecrets } from '../../contract/healing-environment';
import type { WebhookRequest } from './request';

/** How far a sender's clock may be off, and how old a request may be, in milliseconds. */
export const replayWindow = 5 * 60_000;

/** Shortest secret that counts, in characters. */
export const shortestSecret = 16;

/** Most signatures of one request that are looked at; PagerDuty sends one per active secret. */
const mostSignatures = 4;

const hmac = (secret: string, ...parts: readonly (string | Uint8Array)[]): string => {
  const sum = createHmac('sha256', secret);
  for (const part of parts) {
    sum.update(part);
  }
  return sum.digest('hex');
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Equal texts, in a time that tells neither where they differ nor how long they are. */
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** Every pair is compared, whatever an earlier one gave. */
const anySame = (received: readonly string[], expected: readonly string[]): boolean => {
  let found = false;
  for (const one of received) {
    for (const other of expected) {
      found = same(one, other) || found;
    }
  }
  return found;
};

const activeSecrets = (secrets: WebhookSecrets, reporter: WebhookReporter): readonly string[] =>
  (secrets[reporter] ?? []).filter((secret) => secret.length >= shortestSecret).slice(0, 2);

const signatures = (header: string | undefined): readonly string[] =>
  (header ?? '')
    .split(',', mostSignatures)
    .map((one) => one.trim())
    .filter((one) => /^v1=[0-9a-f]{64}$/.test(one));

const isFresh = (timestamp: string, now: number): boolean =>
  /^\d{1,12}$/.test(timestamp) && Math.abs(Number(timestamp) * 1000 - now) <= replayWindow;

/** The signature of a body at an epoch second, as `X-Unbreakable-Signature` carries it. */
export const signatureOf = (secret: string, timestamp: string, body: string | Uint8Array): string =>
  `v1=${hmac(secret, `${timestamp}.`, body)}`;

const verifyGeneric = ({ headers, body }: WebhookRequest, active: readonly string[], now: number): boolean => {
  const timestamp = headers['x-unbreakable-timestamp'] ?? '';
  return (
    isFresh(timestamp, now) &&
    anySame(
      signatures(headers['x-unbreakable-signature']),
      active.map((secret) => signatureOf(secret, timestamp, body)),
    )
  );
};

/** Whether the request may be believed. `now` in epoch milliseconds. */
export const isVerified = (request: WebhookRequest, secrets: WebhookSecrets, now: number): boolean => {
  const active = activeSecrets(secrets, request.reporter);
  const { headers, body } = request;
  switch (request.reporter) {
    case 'dynatrace':
      return anySame([headers['x-unbreakable-token'] ?? ''], active);
    case 'generic':
      return verifyGeneric(request, active, now);
    case 'pagerduty':
      return anySame(
        signatures(headers['x-pagerduty-signature']),
        active.map((secret) => `v1=${hmac(secret, body)}`),
      );
  }
};

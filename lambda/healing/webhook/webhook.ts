/**
 * Webhook: a request from outside → is it small, is it verified, is it readable → the queue → 202.
 *
 * What is not verified is answered the same whatever is wrong with it, and causes no call to anything. What is verified
 * may know what is wrong with its body.
 */
import { largestBody, type WebhookReporter, type WebhookSecrets } from '../../contract/healing-environment';
import { fromDynatrace } from '../reporters/dynatrace';
import { fromGeneric } from '../reporters/generic';
import type { Normalised } from '../reporters/normalised';
import { malformed } from '../reporters/normalised';
import { fromPagerDuty, occurredAt } from '../reporters/pagerduty';
import { mendPlaceholders } from '../reporters/placeholders';
import { handOver } from '../reporters/recognise';
import { parseBounded } from './bounded-json';
import { readRequest, type WebhookRequest } from './request';
import { isVerified } from './verify';

export interface WebhookPorts {
  /** The active secrets, cached; rejects where there are none to be had. */
  readonly secrets: (now: number) => Promise<WebhookSecrets>;
  readonly send: (message: string) => Promise<void>;
}

export interface WebhookAnswer {
  readonly statusCode: 202 | 400 | 401 | 404 | 413 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How old an event of PagerDuty may be, in milliseconds: it repeats what was not accepted for about this long. */
const oldestPagerDutyEvent = 60 * 60_000;

const answer = (statusCode: WebhookAnswer['statusCode'], message: string): WebhookAnswer => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify({ message }),
});

const textOf = (body: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
};

const parse = (reporter: WebhookReporter, text: string) => {
  const parsed = parseBounded(text);
  return parsed.kind === 'refused' && reporter === 'dynatrace' ? parseBounded(mendPlaceholders(text)) : parsed;
};

const fromPager = (value: unknown, now: number): Normalised => {
  const occurred = occurredAt(value);
  return occurred === undefined || Math.abs(now - occurred) > oldestPagerDutyEvent
    ? malformed('event.occurred_at is missing, or more than an hour from now.')
    : fromPagerDuty(value, now);
};

const read = ({ reporter, body }: WebhookRequest, now: number): Normalised => {
  const text = textOf(body);
  const parsed = text === undefined ? undefined : parse(reporter, text);
  if (parsed === undefined) {
    return malformed('The body is no UTF-8.');
  }
  if (parsed.kind === 'refused') {
    return malformed(parsed.why);
  }
  switch (reporter) {
    case 'dynatrace':
      return fromDynatrace(parsed.value, now);
    case 'generic':
      return fromGeneric(parsed.value, now);
    case 'pagerduty':
      return fromPager(parsed.value, now);
  }
};

const handOn = async (normalised: Normalised, ports: WebhookPorts): Promise<WebhookAnswer> => {
  switch (normalised.kind) {
    case 'problem':
      await ports.send(handOver(normalised.problem));
      return answer(202, 'Accepted.');
    case 'ignored':
      return answer(202, normalised.why);
    case 'malformed':
      return answer(400, normalised.why);
  }
};

/** Answers one request. Throws only what `send` throws, so that the sender tries again. */
export const receive = async (event: unknown, ports: WebhookPorts, now: number): Promise<WebhookAnswer> => {
  const request = readRequest(event);
  if (request === undefined) {
    return answer(404, 'Not found.');
  }
  if (request.body.length > largestBody) {
    return answer(413, `At most ${largestBody} bytes.`);
  }
  const secrets = await ports.secrets(now).catch(() => undefined);
  if (secrets === undefined) {
    return answer(503, 'Try again.');
  }
  return isVerified(request, secrets, now) ? handOn(read(request, now), ports) : answer(401, 'Not verified.');
};

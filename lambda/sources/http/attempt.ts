/** One attempt at a call. */
import { readBody, type Body } from './body';
import type { Call, CallOutcome, Endpoint, Traffic } from './endpoint';
import { failure, isTransient, kindOfStatus } from './failure';

/** What came of it, and after how many milliseconds at least another attempt is worth it; undefined where it is not. */
export interface Attempt {
  readonly outcome: CallOutcome;
  readonly retryAfter?: number;
}

/** What the codes of a connection that fails mean. */
const meanings: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host (ENOTFOUND)',
  EAI_AGAIN: 'the name of the host could not be looked up (EAI_AGAIN)',
  ECONNREFUSED: 'nothing listens there (ECONNREFUSED)',
};

/** Why `fetch` gave up, for people: a code such as ECONNREFUSED says more than `fetch failed`. Addresses and headers stay out. */
const reasonOf = (error: unknown): string => {
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) {
    return 'it did not answer in time';
  }
  const cause = error instanceof Error ? error.cause : undefined;
  const code: unknown = typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'code') : undefined;
  return typeof code === 'string' ? (meanings[code] ?? code) : 'the connection failed';
};

const failed = (endpoint: Endpoint, error: unknown, repeatable: boolean): Attempt => ({
  outcome: {
    kind: 'failed',
    failure: failure('unreachable', `${endpoint.options.name} (${endpoint.options.address}) could not be reached: ${reasonOf(error)}`),
  },
  ...(repeatable ? { retryAfter: 0 } : {}),
});

/** Milliseconds of the header Retry-After, where it counts seconds. */
const askedToWait = (response: Response): number => {
  const seconds = Number(response.headers.get('retry-after') ?? '0');
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
};

const isRedirect = (status: number): boolean => status >= 300 && status < 400;

const hints: Readonly<Partial<Record<number, string>>> = {
  401: 'the credentials are not valid',
  403: 'the credentials lack a permission',
  404: 'the address or the path is wrong',
};

type Headers = Readonly<Record<string, string>>;

/** A provider may quote what it refuses; the credentials among it go no further. */
const redacted = (text: string, headers: Headers): string =>
  Object.values(headers)
    .map((value) => value.split(' ').at(-1) ?? '')
    .filter((secret) => secret.length >= 8)
    .reduce((rest, secret) => rest.replaceAll(secret, '…'), text);

const refusal = ({ options: { name, errorText } }: Endpoint, status: number, body: Body, headers: Headers): string => {
  const text = body.kind === 'json' ? errorText(body.value) : undefined;
  const said = text === undefined ? undefined : redacted(text, headers);
  const hint = hints[status];
  return `${name} answered HTTP ${status}${hint === undefined ? '' : ` (${hint})`}${said === undefined ? '' : `: ${said}`}`;
};

const refused = (endpoint: Endpoint, response: Response, body: Body, headers: Headers, repeatable: boolean): Attempt => {
  const { status } = response;
  const kind = status === 404 && body.kind === 'text' ? 'unreachable' : kindOfStatus(status);
  const again = status === 429 || (repeatable && isTransient(status));
  return {
    outcome: { kind: 'failed', status, failure: failure(kind, refusal(endpoint, status, body, headers)) },
    ...(again ? { retryAfter: askedToWait(response) } : {}),
  };
};

/** Redirects are not followed: they would carry the credentials elsewhere, and lead to a log-in page anyway. */
const redirected = ({ options: { name, address } }: Endpoint, status: number): Attempt => ({
  outcome: {
    kind: 'failed',
    status,
    failure: failure('unreachable', `${name} (${address}) answered with a redirect (HTTP ${status}) instead of data; check the address`),
  },
});

const webPage = ({ options: { name, address } }: Endpoint, response: Response): Attempt => {
  const type = response.headers.get('content-type')?.split(';')[0] ?? 'something';
  const detail = `${name} (${address}) answered with ${type} instead of JSON; check that the address is the one of the API`;
  return { outcome: { kind: 'failed', status: response.status, failure: failure('unreachable', detail) } };
};

const answered = (endpoint: Endpoint, response: Response, body: Body, repeatable: boolean): Attempt => {
  switch (body.kind) {
    case 'json':
      return { outcome: { kind: 'answered', status: response.status, value: body.value } };
    case 'text':
      return webPage(endpoint, response);
    case 'unusable':
      return {
        outcome: { kind: 'failed', status: response.status, failure: body.failure },
        ...(repeatable && body.again ? { retryAfter: 0 } : {}),
      };
  }
};

const noteClock = (response: Response, traffic: Traffic, now: number): void => {
  const date = Date.parse(response.headers.get('date') ?? '');
  if (Number.isFinite(date)) {
    traffic.skewMilliseconds = date - now;
  }
};

const send = async (endpoint: Endpoint, { method, path, body }: Call, headers: Headers, deadline: AbortSignal): Promise<Response> =>
  fetch(`${endpoint.options.address}${path}`, {
    method,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': body.type }), ...headers },
    ...(body === undefined ? {} : { body: body.text }),
    redirect: 'manual',
    signal: AbortSignal.any([deadline, AbortSignal.timeout(endpoint.limits.attemptMilliseconds)]),
  });

const receive = async (endpoint: Endpoint, call: Call, headers: Headers, traffic: Traffic, deadline: AbortSignal): Promise<Attempt> => {
  const repeatable = call.repeatable ?? true;
  try {
    traffic.calls += 1;
    const response = await send(endpoint, call, headers, deadline);
    noteClock(response, traffic, endpoint.pace.clock());
    const body = await readBody(endpoint.options.name, response, endpoint.limits.maxBytes);
    traffic.bytes += body.bytes;
    if (isRedirect(response.status)) {
      return redirected(endpoint, response.status);
    }
    return response.ok ? answered(endpoint, response, body, repeatable) : refused(endpoint, response, body, headers, repeatable);
  } catch (error) {
    return failed(endpoint, error, repeatable);
  }
};

/** Sends a call once. Never rejects. */
export const attempt = async (endpoint: Endpoint, call: Call, traffic: Traffic, deadline: AbortSignal): Promise<Attempt> => {
  const { name, address, authorise } = endpoint.options;
  try {
    const headers = await authorise(call, address);
    return await receive(endpoint, call, headers, traffic, deadline);
  } catch (error) {
    const why = error instanceof Error ? error.name : 'unknown reason';
    return { outcome: { kind: 'failed', failure: failure('unauthorised', `the credentials of ${name} could not be read: ${why}`) } };
  }
};

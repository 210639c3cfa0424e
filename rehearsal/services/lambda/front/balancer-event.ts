/** The event that a load balancer hands to a function, and the answer that it takes. Pure. */
import type { IncomingHttpHeaders } from 'node:http';
import * as v from 'valibot';

/** A request as HTTP has it. */
export interface HttpRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Query parameters stay encoded as the client sent them; of one that comes twice the last counts. */
export const balancerEvent = ({ method = 'GET', url = '/', headers }: HttpRequest, body: string) => {
  const [path = '/', ...query] = url.split('?');
  const pairs = query.join('?').split('&').filter((pair) => pair !== '');
  return {
    requestContext: { elb: {} },
    httpMethod: method,
    path,
    queryStringParameters: Object.fromEntries(pairs.map((pair) => splitAt(pair, '='))),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, joined(value)])),
    body,
    isBase64Encoded: false,
  };
};

const joined = (value: string | string[] | undefined): string => (Array.isArray(value) ? value.join(', ') : (value ?? ''));

const splitAt = (text: string, separator: string): [string, string] => {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
};

const schema = v.object({
  statusCode: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599)),
  headers: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])), {}),
  body: v.optional(v.string(), ''),
  isBase64Encoded: v.optional(v.boolean(), false),
});

export interface BalancerReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Throws where a load balancer would answer 502. */
export const balancerReply = (answer: unknown): BalancerReply => {
  const { statusCode, headers, body, isBase64Encoded } = v.parse(schema, answer);
  return {
    status: statusCode,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
};

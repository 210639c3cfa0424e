import * as v from 'valibot';

/** An answer to a client. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
  /** Why the integration failed, for the access log. */
  readonly problem?: string;
}

/** An answer of the gateway itself, as `{"message": …}`. */
export const gatewayReply = (status: number, message: string, problem?: string): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ message })),
  ...(problem === undefined ? {} : { problem }),
});

const structured = v.object({
  statusCode: v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{3}$/), v.transform(Number))]),
    v.integer(),
    v.minValue(100),
    v.maxValue(599),
  ),
  headers: v.nullish(v.record(v.string(), v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String))), {}),
  cookies: v.nullish(v.array(v.string()), []),
  body: v.nullish(v.string(), ''),
  isBase64Encoded: v.nullish(v.boolean(), false),
});

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const hasStatus = (answer: unknown): boolean => typeof answer === 'object' && answer !== null && 'statusCode' in answer;

/**
 * The reply that a function's answer means in payload format 2.0: one with `statusCode` says everything itself, any
 * other JSON is the body of a 200.
 */
export const proxyReply = (payload: string): Reply => {
  const answer = JSON.parse(payload) as unknown;
  if (!hasStatus(answer))
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(typeof answer === 'string' ? answer : payload),
    };
  const parsed = v.safeParse(structured, answer);
  if (!parsed.success) return gatewayReply(500, 'Internal Server Error', `the function's answer is not valid: ${parsed.issues[0].message}`);
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.output;
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain;charset=utf-8',
      ...lowerCase(headers),
      ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}),
    },
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
};

/** A request of the HTTP API (payload format 2.0), as the webhook needs it. */
import * as v from 'valibot';
import { webhookReporters, type WebhookReporter } from '../../contract/healing-environment';

export interface WebhookRequest {
  readonly reporter: WebhookReporter;
  /** Names in small letters, as API Gateway hands them over. */
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes as they were sent. */
  readonly body: Uint8Array;
}

const schema = v.object({
  rawPath: v.string(),
  requestContext: v.object({ http: v.object({ method: v.literal('POST') }) }),
  headers: v.optional(v.record(v.string(), v.string()), {}),
  body: v.optional(v.string(), ''),
  isBase64Encoded: v.optional(v.boolean(), false),
});

const route = /^(?:\/[^/]+)?\/hooks\/([a-z]+)$/;

const small = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** `undefined` for anything but a POST to the hook of a reporter. A stage name before the path is passed over. */
export const readRequest = (event: unknown): WebhookRequest | undefined => {
  const result = v.safeParse(schema, event);
  if (!result.success) {
    return undefined;
  }
  const { rawPath, headers, body, isBase64Encoded } = result.output;
  const name = route.exec(rawPath)?.[1];
  const reporter = webhookReporters.find((one) => one === name);
  return reporter === undefined
    ? undefined
    : { reporter, headers: small(headers), body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8') };
};

/** Entry of the sample as a Lambda function behind a load balancer: the same routes, build and log as the server. */
import type { Application } from './application';
import { json, type Reply } from './reply';
import { answer, healthPath } from './routes';
import { wire } from './wire';

/** What a load balancer hands to a function, as far as the sample reads it. */
export interface BalancerRequest {
  readonly httpMethod: string;
  readonly path: string;
  /** As the client encoded them. */
  readonly queryStringParameters?: Readonly<Record<string, string>> | null;
}

/** What it expects back. */
export interface BalancerReply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

/** A container may be frozen between requests, so metrics are written by the first request after so many milliseconds. */
const flushMilliseconds = 5_000;

/** Answers requests for one container, which keeps its application. */
export function createHandler(app: Application): (request: BalancerRequest) => Promise<BalancerReply> {
  let flushedAt = app.elapsed();
  return async (request) => {
    const start = app.elapsed();
    const reply = await answerOrFail(app, request);
    if (request.path !== healthPath) app.metrics.record(app.elapsed() - start, reply.status >= 500);
    if (app.elapsed() - flushedAt >= flushMilliseconds) {
      app.metrics.flush();
      flushedAt = app.elapsed();
    }
    return toBalancer(reply);
  };
}

async function answerOrFail(app: Application, { httpMethod, path, queryStringParameters }: BalancerRequest): Promise<Reply> {
  try {
    const query = Object.entries(queryStringParameters ?? {}).map(([name, value]) => `${name}=${value}`);
    return await answer(app, httpMethod, query.length === 0 ? path : `${path}?${query.join('&')}`);
  } catch (error) {
    app.log.error('A request failed unexpectedly', { error: error instanceof Error ? error.name : 'unknown' });
    return json(500, { error: 'unexpected failure' });
  }
}

const toBalancer = ({ status, headers, body }: Reply): BalancerReply => ({
  statusCode: status,
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  body,
  isBase64Encoded: false,
});

let handle: ReturnType<typeof createHandler> | undefined;

/** The function's handler. The version that Lambda gave the code is the deployment's identity. */
export const handler = (request: BalancerRequest): Promise<BalancerReply> => {
  if (handle === undefined) {
    process.env['VERSION'] ??= process.env['AWS_LAMBDA_FUNCTION_VERSION'] ?? 'local';
    handle = createHandler(wire(__dirname));
  }
  return handle(request);
};

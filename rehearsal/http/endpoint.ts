/** The AWS endpoint of the rehearsal on 127.0.0.1: finds out who calls which operation and answers in its protocol. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsError } from '../cloud/aws-error';
import type { Principal } from '../cloud/service';
import { readBody } from './body';
import { readCredential } from './credential';
import { EndpointError } from './endpoint-error';
import { protocolFor } from './protocol';
import type { HttpReply, HttpRequest } from './protocol';

export interface EndpointParts {
  /** 0 picks a free port. */
  readonly port: number;
  /** Virtual epoch milliseconds, for the Date header. */
  readonly now: () => number;
  readonly principal: (accessKeyId: string) => Principal | undefined;
  /** Runs a call; throws AwsError. */
  readonly call: (service: string, operation: string, input: unknown, caller: Principal, region: string) => Promise<unknown>;
}

export interface Endpoint {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  stop(): Promise<void>;
}

/** Starts listening. Throws EndpointError where the port is taken. */
export const startEndpoint = async (parts: EndpointParts): Promise<Endpoint> => {
  const server = createServer((request, response) => {
    void handle(parts, request, response);
  });
  await listen(server, parts.port);
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, stop: () => close(server) };
};

const listen = async (server: Server, port: number): Promise<void> => {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new EndpointError(port, error);
  }
};

const close = async (server: Server): Promise<void> => {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
};

const handle = async (parts: EndpointParts, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const requestId = randomUUID();
  const reply = await answer(parts, request, requestId);
  response.writeHead(reply.status, {
    ...reply.headers,
    'content-length': reply.contentLength ?? reply.body.byteLength,
    date: new Date(parts.now()).toUTCString(),
    'x-amzn-requestid': requestId,
    'x-amz-request-id': requestId,
  });
  response.end(request.method === 'HEAD' ? undefined : reply.body);
};

const answer = async (parts: EndpointParts, incoming: IncomingMessage, requestId: string): Promise<HttpReply> => {
  const credential = readCredential(incoming.headers.authorization);
  const protocol = protocolFor(credential?.service, incoming.headers);
  try {
    const request: HttpRequest = {
      method: incoming.method ?? 'GET',
      url: new URL(incoming.url ?? '/', 'http://127.0.0.1'),
      headers: incoming.headers,
      body: await readBody(incoming),
    };
    if (!credential) throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
    const caller = parts.principal(credential.accessKeyId);
    if (!caller) throw new AwsError(...unknownKey(credential.service));
    const { operation, input } = protocol.read(request, credential.service);
    const output = await parts.call(credential.service, operation, input, caller, credential.region);
    return protocol.write(operation, output, requestId);
  } catch (error) {
    const known = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
    return protocol.fail(known, requestId);
  }
};

/** S3 has its own name for a key that nobody holds. */
const unknownKey = (service: string): [string, string, number] =>
  service === 's3'
    ? ['InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403]
    : ['UnrecognizedClientException', 'The security token included in the request is invalid.', 403];

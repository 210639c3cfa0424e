import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Cloud } from '../../cloud/cloud';
import type { Lifetime } from '../lifetime';
import { logAccess } from './access-log';
import type { HttpApi } from './api';
import { handleRequest } from './handle-request';
import { readIncoming } from './incoming';
import { gatewayReply, type Reply } from './proxy-response';

const unreadable = { 400: 'Bad Request', 413: 'Request Entity Too Large' } as const;

/** Answers one HTTP request to an API and logs it. The Date header is virtual. */
export const serveApi = async (
  cloud: Cloud,
  lifetime: Lifetime,
  api: HttpApi,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const incoming = await readIncoming(request);
  if ('status' in incoming) return send(cloud, response, gatewayReply(incoming.status, unreadable[incoming.status]));
  const handled = await handleRequest(cloud, api, incoming);
  if (handled.reply.problem !== undefined) cloud.log('apigateway', `${incoming.method} ${handled.routeKey}: ${handled.reply.problem}`);
  send(cloud, response, handled.reply, handled.requestId);
  lifetime.run('access log', () => logAccess(cloud, api, incoming, handled));
};

const send = (cloud: Cloud, response: ServerResponse, reply: Reply, requestId?: string): void => {
  response.writeHead(reply.status, {
    ...Object.fromEntries(Object.entries(reply.headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]])),
    'content-length': reply.body.byteLength,
    date: new Date(cloud.clock.now()).toUTCString(),
    ...(requestId === undefined ? {} : { 'apigw-requestid': requestId }),
  });
  response.end(reply.body);
};

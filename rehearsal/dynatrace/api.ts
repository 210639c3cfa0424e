import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import { problemView, type DynatraceProblem } from './problem';

/** A comment on a problem. */
export interface DynatraceComment {
  readonly pid: string;
  readonly message: string;
}

/** What the API serves, and whom. */
export interface ApiRequest {
  readonly token: string;
  readonly find: (pid: string) => DynatraceProblem | undefined;
  readonly commented: (comment: DynatraceComment) => void;
}

/** A running API. */
export interface DynatraceApi {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body?: object;
}

const route = /^\/api\/v2\/problems\/([^/?]+)(\/comments)?$/;
const commentSchema = v.pipe(v.string(), v.parseJson(), v.object({ message: v.pipe(v.string(), v.nonEmpty()) }));
const refused = (code: number, message: string): Answer => ({ status: code, body: { error: { code, message } } });

/** Serves `GET /api/v2/problems/{id}` and `POST …/comments` of the Problems API on a free port of 127.0.0.1. */
export async function startApi(request: ApiRequest): Promise<DynatraceApi> {
  const server = createServer((incoming, response) => void respond(request, incoming, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => close(server) };
}

async function respond(request: ApiRequest, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, body } = answer(request, incoming, await readBody(incoming));
  response.writeHead(status, { 'content-type': 'application/json' }).end(body === undefined ? '' : JSON.stringify(body));
}

function answer({ token, find, commented }: ApiRequest, { method, url = '', headers }: IncomingMessage, body: string): Answer {
  if (headers.authorization !== `Api-Token ${token}`) return refused(401, 'Token Authentication failed');
  const [, id = '', comments] = route.exec(url) ?? [];
  const problem = find(decodeURIComponent(id));
  if (problem === undefined) return refused(404, 'The requested problem does not exist.');
  if (comments === undefined) return method === 'GET' ? { status: 200, body: problemView(problem) } : refused(405, 'Method not allowed');
  const comment = v.safeParse(commentSchema, body);
  if (method !== 'POST' || !comment.success) return refused(400, 'Constraints violated.');
  commented({ pid: problem.pid, message: comment.output.message });
  return { status: 201 };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

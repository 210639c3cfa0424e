/**
 * Runs inside a process that stands for every container that Lambda would start for one version behind a load balancer:
 * it takes HTTP requests, many at once, and calls the handler with the load balancer's event. Where the handler throws,
 * answers what no load balancer understands, or takes too long, the connection ends and the load balancer answers 502.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadHandler, type Handler } from '../load-handler';
import { balancerEvent, balancerReply, type BalancerReply } from './balancer-event';
import type { FrontMessage } from './front-messages';

const timeoutMilliseconds = Number(process.env['REHEARSAL_TIMEOUT_MILLISECONDS'] ?? 30_000);

/** Real milliseconds between two reports. */
const reportEvery = 500;

let milliseconds: number[] = [];
let errors = 0;

const tell = (message: FrontMessage): void => {
  process.send?.(message);
};

const contextOf = (end: number) => ({
  awsRequestId: randomUUID(),
  functionName: process.env['AWS_LAMBDA_FUNCTION_NAME'],
  functionVersion: process.env['AWS_LAMBDA_FUNCTION_VERSION'],
  memoryLimitInMB: process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, Math.round(end - performance.now())),
});

const invoke = async (handler: Handler, incoming: IncomingMessage, body: string): Promise<BalancerReply> => {
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error(`Task timed out after ${(timeoutMilliseconds / 1000).toFixed(2)} seconds`)), timeoutMilliseconds).unref();
  });
  const answered = Promise.resolve(handler(balancerEvent(incoming, body), contextOf(performance.now() + timeoutMilliseconds)));
  return balancerReply(await Promise.race([answered, late]));
};

const bodyOf = async (incoming: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

const serve = async (handler: Handler, incoming: IncomingMessage, reply: ServerResponse): Promise<void> => {
  const start = performance.now();
  try {
    const { status, headers, body } = await invoke(handler, incoming, await bodyOf(incoming));
    reply.writeHead(status, { ...headers, 'content-length': body.byteLength });
    reply.end(body);
  } catch (error) {
    errors += 1;
    console.error(error);
    reply.destroy();
  }
  milliseconds.push(Math.round((performance.now() - start) * 10) / 10);
};

const report = (): void => {
  if (milliseconds.length > 0) tell({ kind: 'measures', errors, milliseconds });
  milliseconds = [];
  errors = 0;
};

const start = (handler: Handler): void => {
  const server = createServer({ keepAliveTimeout: 65_000 }, (incoming, reply) => void serve(handler, incoming, reply));
  server.listen(0, '127.0.0.1', () => tell({ kind: 'listening', port: (server.address() as AddressInfo).port }));
  setInterval(report, reportEvery);
};

process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => undefined);

loadHandler().then(start, (error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

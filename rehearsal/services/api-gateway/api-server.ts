import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An API cannot listen on the port that it was given. */
export class PortError extends Error {
  override readonly name = 'PortError';
  readonly code = 'PortUnavailable';

  constructor(
    readonly port: number,
    override readonly cause: unknown,
  ) {
    const why = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : String(cause);
    super(`Port ${port} on 127.0.0.1, meant for the HTTP API, cannot be used (${why}). Choose another port.`);
  }
}

/** A running server of one API. */
export interface ApiServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Listens on 127.0.0.1. @param port 0 takes a free one. @throws PortError */
export const startApiServer = async (port: number, listener: RequestListener): Promise<ApiServer> => {
  const server = createServer(listener);
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new PortError(port, error);
  }
  return { port: (server.address() as AddressInfo).port, stop: () => close(server) };
};

const close = async (server: Server): Promise<void> => {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
};

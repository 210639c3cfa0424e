import { createServer } from 'node:net';
import { ComputeError } from './compute-error';

/** Below the range from which systems draw the ports of outgoing connections, so that nobody takes a port by chance. */
const first = 20_000;
const last = 32_000;
const attempts = 50;

/**
 * A port of 127.0.0.1 that nothing listens on.
 *
 * @param random gives numbers from 0 to below 1
 */
export const freePort = async (taken: ReadonlySet<number>, random: () => number = Math.random): Promise<number> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const port = first + Math.floor(random() * (last - first));
    if (!taken.has(port) && (await isFree(port))) return port;
  }
  throw new ComputeError('NoFreePort', `No free port was found between ${first} and ${last}.`, 'Stop what listens there.');
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

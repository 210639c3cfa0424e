import { createServer } from 'node:net';
import { UserError } from '../../cli/errors';

/**
 * Finds out before anything is started whether the report's port can be had.
 * @throws UserError when something else listens there.
 */
export async function checkPort(port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new UserError(
          `Port ${port} on 127.0.0.1 cannot be used for the report (${error.code ?? error.message}). Name another with --port, or --port 0 for any free one.`,
        ),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  await new Promise((resolve) => server.close(resolve));
}

/** Starts the load-balancer process and talks to it. One process carries the requests of every load balancer. */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { Cloud } from '../../cloud/cloud';
import { clockVariable } from '../../clock/clock';
import { ComputeError } from '../../compute/compute-error';
import type { FromBalancer, ToBalancer } from './messages';

export class BalancerProcess {
  private readonly child: ChildProcess;
  private readonly ports = new Map<string, (port: number) => void>();
  private stopping = false;

  constructor(
    cloud: Cloud,
    private readonly receive: (message: FromBalancer) => void,
  ) {
    this.child = start(cloud);
    this.child.on('message', (message: FromBalancer) => this.hear(message));
    cloud.background('elasticloadbalancing', 'the load-balancer process', this.lives());
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Opens a port for a load balancer. @param accessLog what its access log calls it, where it has one */
  async listen(balancer: string, accessLog?: string): Promise<number> {
    const port = new Promise<number>((resolve) => this.ports.set(balancer, resolve));
    this.send({ kind: 'listen', balancer, ...(accessLog !== undefined && { accessLog }) });
    return port;
  }

  send(message: ToBalancer): void {
    // A process that is gone is reported by `lives`.
    if (this.child.connected) this.child.send(message, () => undefined);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.child.kill('SIGKILL');
    await ended;
  }

  private hear(message: FromBalancer): void {
    if (message.kind === 'listening') this.ports.get(message.balancer)?.(message.port);
    if (!this.stopping) this.receive(message);
  }

  /** Rejects where the process ends by itself. */
  private lives(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('exit', (code, signal) =>
        this.stopping
          ? resolve()
          : reject(
              new ComputeError(
                'Balancer',
                `The load balancer ended with ${signal ?? `exit code ${code}`}.`,
                'See load-balancer.log of the run.',
              ),
            ),
      );
    });
  }
}

/** The process ends when the channel to this one closes, however that comes about. */
const start = (cloud: Cloud): ChildProcess => {
  const outfile = join(cloud.directory, 'load-balancer.cjs');
  buildSync({
    entryPoints: [join(__dirname, 'process', 'main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'silent',
  });
  return fork(outfile, [], {
    cwd: cloud.directory,
    env: { [clockVariable]: JSON.stringify(cloud.clock.settings) },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'json',
  });
};

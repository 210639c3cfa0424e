import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { DeployedFunction } from '../deployed-function';
import type { FrontMessage } from './front-messages';

/** Real milliseconds in which requests under way may end after the last one was let in. */
const grace = 3_000;

/** The process that answers a load balancer's requests with one version of a function. */
export class FrontProcess {
  /** The port of 127.0.0.1 on which it listens; undefined where its code cannot be loaded. */
  readonly port: Promise<number | undefined>;
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;

  constructor(runtimeFile: string, deployed: DeployedFunction, measured: (message: Extract<FrontMessage, { kind: 'measures' }>) => void) {
    const { codeFolder, environment, memoryMegabytes, timeoutSeconds, onLine } = deployed.settings();
    this.child = fork(runtimeFile, [], {
      cwd: codeFolder,
      env: { ...environment, REHEARSAL_TIMEOUT_MILLISECONDS: String(timeoutSeconds * 1000) },
      execArgv: [`--max-old-space-size=${memoryMegabytes}`],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'json',
    });
    this.ended = new Promise((resolve) => this.child.once('close', () => resolve()));
    this.port = new Promise((resolve) => {
      this.child.on('message', (message: FrontMessage) => (message.kind === 'listening' ? resolve(message.port) : measured(message)));
      this.child.once('exit', () => resolve(undefined));
      this.child.once('error', () => resolve(undefined));
    });
    for (const stream of [this.child.stdout, this.child.stderr]) if (stream) createInterface({ input: stream }).on('line', onLine);
  }

  /** Ends it, after requests under way have had their time. */
  async retire(): Promise<void> {
    await Promise.race([this.ended, new Promise((resolve) => setTimeout(resolve, grace))]);
    await this.stop();
  }

  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

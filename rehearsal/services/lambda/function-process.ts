import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { FunctionFailure, Invocation, InvocationOutcome } from './api';
import type { InvokeMessage, RuntimeMessage } from './runtime-messages';

/** How to start a process of one function. */
export interface ProcessSettings {
  readonly runtimeFile: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly functionArn: string;
  readonly codeFolder: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly onLine: (line: string) => void;
}

/** Lambda gives the code ten seconds to load; real time. */
const initMilliseconds = 10_000;

type Settle = (outcome: InvocationOutcome) => void;
const failed = (failure: FunctionFailure): InvocationOutcome => ({ kind: 'failed', failure });

/** One process of a function. It takes one request at a time and dies with whatever kills it. */
export class FunctionProcess {
  private readonly child: ChildProcess;
  private readonly ready: Promise<InvocationOutcome | undefined>;
  private readonly ended: Promise<void>;
  private settle: Settle | undefined;
  private dead = false;

  constructor(private readonly settings: ProcessSettings) {
    this.child = fork(settings.runtimeFile, [], {
      cwd: settings.codeFolder,
      env: { ...settings.environment },
      execArgv: [`--max-old-space-size=${settings.memoryMegabytes}`],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'json',
    });
    this.ended = new Promise((resolve) => this.child.once('close', () => resolve()));
    this.ready = this.becomesReady();
    this.child.on('message', (message: RuntimeMessage) => this.receive(message));
    this.child.on('error', (error) => this.finish(failed({ errorType: 'Runtime.ExitError', errorMessage: error.message })));
    this.child.on('exit', (code, signal) => this.exited(code, signal));
    for (const stream of [this.child.stdout, this.child.stderr]) if (stream) createInterface({ input: stream }).on('line', settings.onLine);
  }

  get alive(): boolean {
    return !this.dead;
  }

  /** Runs one request; always resolves, and at the latest when the time limit of the function is over. */
  async invoke(invocation: Invocation): Promise<InvocationOutcome> {
    const problem = await this.ready;
    if (problem !== undefined) return problem;
    const outcome = this.expect(this.settings.timeoutSeconds * 1000, () => this.timedOut(invocation.requestId));
    const message: InvokeMessage = {
      ...invocation,
      functionArn: this.settings.functionArn,
      timeoutMilliseconds: this.settings.timeoutSeconds * 1000,
    };
    // A process that is gone is reported by its exit, so the callback's error adds nothing.
    this.child.send(message, () => undefined);
    return outcome;
  }

  /** Kills the process and waits until it is gone. */
  async stop(): Promise<void> {
    this.dead = true;
    this.child.kill('SIGKILL');
    await this.ended;
  }

  private becomesReady(): Promise<InvocationOutcome | undefined> {
    const init = this.expect(initMilliseconds, () => ({
      errorType: 'Sandbox.Timedout',
      errorMessage: `Error: Init phase timed out after ${(initMilliseconds / 1000).toFixed(2)} seconds`,
    }));
    return init.then((outcome) => (outcome.kind === 'failed' ? outcome : undefined));
  }

  private expect(milliseconds: number, late: () => FunctionFailure): Promise<InvocationOutcome> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.finish(failed(late()));
        this.dead = true;
        this.child.kill('SIGKILL');
      }, milliseconds);
      this.settle = (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
    });
  }

  private receive(message: RuntimeMessage): void {
    switch (message.kind) {
      case 'ready':
        return this.finish({ kind: 'returned', payload: 'null' });
      case 'returned':
        return this.finish({ kind: 'returned', payload: message.payload });
      case 'failed':
        return this.finish(failed(message.failure));
    }
  }

  private exited(code: number | null, signal: string | null): void {
    this.dead = true;
    const how = code === null ? `signal: ${signal ?? 'unknown'}` : `exit status ${code}`;
    this.finish(failed({ errorType: 'Runtime.ExitError', errorMessage: `Error: Runtime exited with error: ${how}` }));
  }

  private timedOut(requestId: string): FunctionFailure {
    const seconds = this.settings.timeoutSeconds.toFixed(2);
    return { errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds` };
  }

  private finish(outcome: InvocationOutcome): void {
    const settle = this.settle;
    this.settle = undefined;
    settle?.(outcome);
  }
}

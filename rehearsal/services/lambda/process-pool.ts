import type { Invocation, InvocationOutcome } from './api';
import type { FunctionProcess } from './function-process';

export interface PoolLimits {
  /** Processes at once; further requests wait for one. A limit of the laptop, not of Lambda. */
  readonly processes: number;
  /** Real milliseconds that an idle process is kept warm (about 60 MB each). */
  readonly idleMilliseconds: number;
}

const stoppedOutcome: InvocationOutcome = {
  kind: 'failed',
  failure: { errorType: 'Runtime.ExitError', errorMessage: 'Error: the rehearsal has stopped' },
};

/** The processes of one function: warm ones first, more under load, none while idle. */
export class ProcessPool {
  private readonly idle: { readonly process: FunctionProcess; readonly reaper: NodeJS.Timeout }[] = [];
  private readonly all = new Set<FunctionProcess>();
  private readonly waiting: (() => void)[] = [];
  private busy = 0;
  private closed = false;

  constructor(
    private readonly start: () => FunctionProcess,
    private readonly limits: PoolLimits,
  ) {}

  /** Requests that are running now. */
  get running(): number {
    return this.busy;
  }

  /** Processes that exist now. */
  get size(): number {
    return this.all.size;
  }

  async run(invocation: Invocation): Promise<InvocationOutcome> {
    while (this.busy >= this.limits.processes) await new Promise<void>((resolve) => this.waiting.push(resolve));
    if (this.closed) return stoppedOutcome;
    this.busy += 1;
    const process = this.take();
    try {
      return await process.invoke(invocation);
    } finally {
      this.busy -= 1;
      this.release(process);
      this.waiting.shift()?.();
    }
  }

  async stop(): Promise<void> {
    this.closed = true;
    for (const { reaper } of this.idle) clearTimeout(reaper);
    await Promise.all([...this.all].map((process) => process.stop()));
  }

  private take(): FunctionProcess {
    for (let warm = this.idle.pop(); warm !== undefined; warm = this.idle.pop()) {
      clearTimeout(warm.reaper);
      if (warm.process.alive) return warm.process;
      this.all.delete(warm.process);
    }
    const started = this.start();
    this.all.add(started);
    return started;
  }

  private release(process: FunctionProcess): void {
    if (!process.alive || this.closed) {
      this.all.delete(process);
      return;
    }
    const reaper = setTimeout(() => this.reap(process), this.limits.idleMilliseconds);
    reaper.unref();
    this.idle.push({ process, reaper });
  }

  private reap(process: FunctionProcess): void {
    const at = this.idle.findIndex((entry) => entry.process === process);
    if (at >= 0) this.idle.splice(at, 1);
    this.all.delete(process);
    void process.stop();
  }
}

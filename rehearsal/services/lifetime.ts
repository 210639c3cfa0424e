import { setMaxListeners } from 'node:events';
import type { Cloud } from '../cloud/cloud';

/** The background work of one stand-in, which ends when the stand-in stops. */
export class Lifetime {
  private readonly controller = new AbortController();
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly cloud: Cloud,
    private readonly service: string,
  ) {
    // Every execution, sleep and hook under way listens; each stops listening when it ends.
    setMaxListeners(0, this.controller.signal);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get stopped(): boolean {
    return this.controller.signal.aborted;
  }

  /** Virtual sleep that rejects when the stand-in stops. */
  sleep(milliseconds: number): Promise<void> {
    return this.cloud.clock.sleep(milliseconds, this.signal);
  }

  /** Runs work in the background. What it throws after the stop is the stop's own doing. */
  run(what: string, work: () => Promise<void>): void {
    const quiet = this.unlessStopped(work);
    const tracked = quiet.finally(() => this.running.delete(tracked));
    this.running.add(tracked);
    this.cloud.background(this.service, what, tracked);
  }

  /** Ends all sleeps and waits for the work to wind down. */
  async stop(): Promise<void> {
    this.controller.abort();
    await Promise.allSettled(this.running);
  }

  private async unlessStopped(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.stopped) throw error;
    }
  }
}

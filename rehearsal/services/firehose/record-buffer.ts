import type { Lifetime } from '../lifetime';
import type { StreamRecord } from './record';

/** When a buffer is emptied: whichever comes first. */
export interface BufferHints {
  readonly intervalSeconds: number;
  readonly sizeBytes: number;
}

/** Collects records until they are enough or have waited long enough, in virtual time. */
export class RecordBuffer {
  private records: StreamRecord[] = [];
  private bytes = 0;
  private generation = 0;
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly name: string,
    private readonly hints: BufferHints,
    private readonly lifetime: Lifetime,
    private readonly deliver: (records: readonly StreamRecord[]) => Promise<void>,
  ) {}

  add(record: StreamRecord): void {
    this.records.push(record);
    this.bytes += record.data.byteLength;
    if (this.bytes >= this.hints.sizeBytes) this.flush();
    else if (this.records.length === 1) this.flushLater(this.generation);
  }

  /** Delivers what is there now, and resolves once all deliveries so far have ended. */
  async drain(): Promise<void> {
    this.flush();
    await Promise.all(this.running);
  }

  private flushLater(generation: number): void {
    this.lifetime.run(`buffer of ${this.name}`, async () => {
      await this.lifetime.sleep(this.hints.intervalSeconds * 1000);
      if (generation === this.generation) this.flush();
    });
  }

  private flush(): void {
    if (this.records.length === 0) return;
    const records = this.records;
    this.records = [];
    this.bytes = 0;
    this.generation += 1;
    const delivered = this.deliver(records);
    const ended = delivered.catch(() => undefined).finally(() => this.running.delete(ended));
    this.running.add(ended);
    this.lifetime.run(`delivery of ${this.name}`, () => delivered);
  }
}

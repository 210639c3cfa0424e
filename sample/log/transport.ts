/** Sends log lines away in batches, beside the requests that the service answers and never in their way. */

/** Limits of one call of Firehose. */
export interface TransportLimits {
  readonly records: number;
  readonly bytes: number;
  /** Lines that wait at most; what comes on top is dropped and counted. */
  readonly waiting: number;
  /** How long lines wait for company, in milliseconds. */
  readonly everyMilliseconds: number;
  /** The longest pause after calls that failed, in milliseconds. */
  readonly longestPause: number;
}

export const firehoseLimits: TransportLimits = {
  records: 500,
  bytes: 4 * 1024 * 1024,
  waiting: 10_000,
  everyMilliseconds: 2_000,
  longestPause: 30_000,
};

/** I/O, time and chance. */
export interface TransportPorts {
  /** Sends records; resolves with those that were not taken, in their order. Never rejects. */
  readonly send: (records: readonly string[]) => Promise<readonly string[]>;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. Never rejects. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Told how many lines were dropped since it was told last. */
  readonly dropped: (lines: number) => void;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** A bounded buffer that empties itself. */
export class LogTransport {
  private waiting: string[] = [];
  private underWay: readonly string[] = [];
  private lost = 0;
  private work: Promise<void> | undefined;
  private closed = false;
  private readonly closing = new AbortController();

  constructor(
    private readonly ports: TransportPorts,
    private readonly limits: TransportLimits = firehoseLimits,
  ) {}

  /** Takes a line and returns at once. A line that no call could hold is dropped like one that finds no room. */
  write(line: string): void {
    if (this.closed || this.waiting.length + this.underWay.length >= this.limits.waiting || Buffer.byteLength(line) > longestRecord) {
      this.lost += 1;
      return;
    }
    this.waiting.push(line);
    this.work ??= this.empty();
  }

  /** Sends what waits, for so many milliseconds at most; what is left then counts as dropped. */
  async close(milliseconds: number): Promise<void> {
    this.closing.abort();
    const limit = new AbortController();
    await Promise.race([this.work, this.ports.pause(milliseconds, limit.signal)]);
    limit.abort();
    this.closed = true;
    this.lost += this.waiting.length + this.underWay.length;
    this.waiting = [];
    this.tell();
  }

  private async empty(): Promise<void> {
    let failures = 0;
    while (this.waiting.length > 0) {
      await this.ports.pause(this.pauseAfter(failures), this.closing.signal);
      const left = await this.sendOne();
      failures = left.length === 0 ? 0 : failures + 1;
      if (left.length === 0) this.tell();
      // A service that stops tries everything once more, not for ever.
      if (this.closing.signal.aborted && failures > attemptsAtEnd) break;
    }
    this.work = undefined;
  }

  /** @returns what was not taken; it waits again, before all that came later. */
  private async sendOne(): Promise<readonly string[]> {
    this.underWay = this.takeBatch();
    if (this.underWay.length === 0) return [];
    const left = await this.ports.send(this.underWay);
    if (!this.closed) this.waiting.unshift(...left);
    this.underWay = [];
    return left;
  }

  private takeBatch(): readonly string[] {
    let bytes = 0;
    const full = this.waiting.findIndex((line, index) => {
      bytes += Buffer.byteLength(line);
      return index >= this.limits.records || bytes > this.limits.bytes;
    });
    return this.waiting.splice(0, full === -1 ? this.waiting.length : full);
  }

  /** Full jitter after a failure; company otherwise. */
  private pauseAfter(failures: number): number {
    const { everyMilliseconds, longestPause } = this.limits;
    return failures === 0 ? everyMilliseconds : Math.min(longestPause, everyMilliseconds * 2 ** failures) * this.ports.random();
  }

  private tell(): void {
    if (this.lost === 0) return;
    this.ports.dropped(this.lost);
    this.lost = 0;
  }
}

/** Bytes of one record of Firehose. */
const longestRecord = 1_000_000;
const attemptsAtEnd = 3;

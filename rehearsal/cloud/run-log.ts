import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import type { WriteStream } from 'node:fs';

/** Name of the log in the directory of a run: NDJSON, one line per message. */
export const runLogFile = 'rehearsal.ndjson';

/** The log of a run. Time stamps are virtual, ISO 8601. */
export class RunLog {
  private readonly stream: WriteStream;

  constructor(
    directory: string,
    private readonly now: () => number,
  ) {
    this.stream = createWriteStream(join(directory, runLogFile), { flags: 'a' });
  }

  write(service: string, message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    const at = new Date(this.now()).toISOString();
    if (!this.stream.writableEnded) this.stream.write(`${JSON.stringify({ at, service, message, ...fields })}\n`);
  }

  async close(): Promise<void> {
    this.stream.end();
    if (!this.stream.closed) await once(this.stream, 'close');
  }
}

import type { LogDocument } from '../../contract/logging';
import { batches } from './batches';
import { documentsOf } from './documents';
import { unpack } from './unpack';

/** Where documents go. */
export interface ForwardPorts {
  /** Sends at most 500 records and 4 MiB. Gives back those that were not taken; never rejects for them. */
  readonly send: (records: readonly string[]) => Promise<readonly string[]>;
  /** Keeps what Firehose would not take. Rejects when it cannot. */
  readonly keep: (records: readonly string[]) => Promise<void>;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** What became of the lines of one event. */
export interface Forwarded {
  readonly sent: number;
  readonly kept: number;
}

const attempts = 5;
const firstPauseMilliseconds = 250;

/**
 * Forwards the lines of one event, each once. What Firehose does not take after several attempts goes to the bucket,
 * rather than to fail: the event would come again, with the lines that were taken already.
 * @throws OpsError for an event that holds no lines; what `keep` throws.
 */
export async function forward(event: unknown, ports: ForwardPorts): Promise<Forwarded> {
  const records = documentsOf(unpack(event)).map(record);
  let kept = 0;
  for (const batch of batches(records)) {
    const left = await sendAll(batch, ports);
    if (left.length > 0) await ports.keep(left);
    kept += left.length;
  }
  return { sent: records.length - kept, kept };
}

/** A line of its own, so that objects of the backup hold one document a line. */
const record = (document: LogDocument): string => `${JSON.stringify(document)}\n`;

async function sendAll(batch: readonly string[], { send, pause, random }: ForwardPorts): Promise<readonly string[]> {
  let left = await send(batch);
  for (let attempt = 1; attempt < attempts && left.length > 0; attempt += 1) {
    await pause(firstPauseMilliseconds * 2 ** attempt * random());
    left = await send(left);
  }
  return left;
}

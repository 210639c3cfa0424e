/** What became of every document of the log, counted where documents are: in the bucket and in the indices. */
import { setTimeout as realSleep } from 'node:timers/promises';
import type { CloudHost } from '../../cloud/host';
import type { SearchAnswer } from '../../http/search-protocol';
import type { FirehoseService } from '../../services/firehose/firehose';
import type { LogsService } from '../../services/logs/logs';
import { logNames, logPrefixes } from '../../../lambda/contract/logging';
import { countLines, type Operator } from './count-lines';
import { readOutputs } from './log-outputs';

/** Documents by what became of them. */
export interface LogTally {
  /** Taken by Firehose. */
  readonly sent: number;
  /** Found in the index. */
  readonly indexed: number;
  /** Refused by OpenSearch for good, or not taken by Firehose again and again; found among the failed ones in the bucket. */
  readonly refused: number;
  /** Found among all documents in the bucket. */
  readonly backedUp: number;
  /** Sent, and not in the bucket. */
  readonly lost: number;
}

/** Real milliseconds for functions that are at work to end. */
const settleMilliseconds = 1_500;
/** Documents go on arriving while they are counted: it is counted again until none did. */
const attempts = 20;

/** Delivers whatever waits and counts; undefined where no stack has a log stream. */
export async function tallyLogs(cloud: CloudHost): Promise<LogTally | undefined> {
  const firehose = cloud.services.get('firehose') as FirehoseService | undefined;
  const [stream] = firehose?.control.all ?? [];
  if (stream === undefined) return undefined;
  await Promise.all(cloud.places.map(({ services }) => (services.get('logs') as LogsService).subscriptions.drain()));
  await realSleep(settleMilliseconds);
  const outputs = await readOutputs(cloud);
  for (let attempt = 1; ; attempt += 1) {
    const sent = stream.totals.taken;
    await stream.drain();
    const counted = await count(cloud, outputs);
    if (stream.totals.taken === sent || attempt === attempts) return { sent, ...counted, lost: Math.max(0, sent - counted.backedUp) };
  }
}

async function count(cloud: CloudHost, { bucket, host }: { readonly bucket: string; readonly host: string }) {
  const operator: Operator = (service, operation, input) => cloud.call(service, operation, input, { kind: 'operator' });
  const [backedUp, failed, indexed] = await Promise.all([
    countLines(operator, bucket, logPrefixes.documents),
    countLines(operator, bucket, logPrefixes.failed),
    countIndexed(operator, host),
  ]);
  return { indexed, refused: failed, backedUp };
}

async function countIndexed(operator: Operator, Host: string): Promise<number> {
  const { body } = await operator<SearchAnswer>('es', 'ESHttpGet', { Host, Path: `/${logNames.index}-*/_count` });
  return (body as { readonly count: number }).count;
}

/** What makes a rehearsal fail: a document that is nowhere. */
export const lostLogs = (tally: LogTally | undefined): readonly string[] =>
  tally === undefined || tally.lost === 0 ? [] : [`${tally.lost} of ${tally.sent} log documents are lost: they are not in the bucket.`];

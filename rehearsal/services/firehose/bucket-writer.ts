import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Cloud } from '../../cloud/cloud';
import type { Lifetime } from '../lifetime';
import type { BucketSettings } from './properties';
import { documentPrefix, evaluatePrefix } from './prefix';
import type { StreamRecord } from './record';

/** Firehose keeps trying for a day. */
const patience = 24 * 3_600_000;
const pause = 60_000;

/** A document that OpenSearch did not take, as Firehose writes it down. */
export interface FailedDocument {
  readonly record: StreamRecord;
  readonly index: string;
  readonly attempts: number;
  /** HTTP status. */
  readonly code: number;
  readonly reason: string;
}

/** Writes objects into the bucket of a stream, as the stream's role. */
export class BucketWriter {
  constructor(
    private readonly cloud: Cloud,
    private readonly lifetime: Lifetime,
    private readonly stream: string,
    private readonly settings: BucketSettings,
  ) {}

  /** One object with the records as they came, one after the other. */
  async documents(records: readonly StreamRecord[]): Promise<void> {
    const prefix = documentPrefix(this.settings.Prefix, records[0]?.arrived ?? 0);
    await this.put(prefix, Buffer.concat(records.map(({ data }) => data)));
  }

  /** One object with a line for each document: the reason, and the document itself in base64. */
  async failed(documents: readonly FailedDocument[]): Promise<void> {
    const prefix =
      this.settings.ErrorOutputPrefix ?? `${this.settings.Prefix ?? ''}!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/`;
    const ended = this.cloud.clock.now();
    const lines = documents.map((document) => `${JSON.stringify(failedLine(document, ended))}\n`);
    const first = documents[0]?.record.arrived ?? ended;
    await this.put(evaluatePrefix(prefix, first, 'AmazonOpenSearchService-failed'), Buffer.from(lines.join('')));
  }

  private async put(prefix: string, body: Uint8Array): Promise<void> {
    const zipped = this.settings.CompressionFormat === 'GZIP';
    const time = new Date(this.cloud.clock.now()).toISOString().slice(0, 19).replaceAll(/[T:]/g, '-');
    const input = {
      Bucket: this.settings.BucketARN.slice('arn:aws:s3:::'.length),
      Key: `${prefix}${this.stream}-1-${time}-${randomUUID()}${zipped ? '.gz' : ''}`,
      Body: zipped ? gzipSync(body) : body,
    };
    await this.insist(input);
  }

  private async insist(input: object): Promise<void> {
    const end = this.cloud.clock.now() + patience;
    for (;;) {
      try {
        await this.cloud.call('s3', 'PutObject', input, { kind: 'role', arn: this.settings.RoleARN });
        return;
      } catch (error) {
        if (this.cloud.clock.now() + pause > end) throw error;
        this.cloud.log('firehose', `${this.stream} cannot write to its bucket: ${String(error)}`);
        await this.lifetime.sleep(pause);
      }
    }
  }
}

const failedLine = ({ record, index, attempts, code, reason }: FailedDocument, ended: number) => ({
  attemptsMade: attempts,
  arrivalTimestamp: record.arrived,
  errorCode: String(code),
  errorMessage: reason,
  attemptEndingTimestamp: ended,
  rawData: Buffer.from(record.data).toString('base64'),
  esDocumentId: record.id,
  esIndexName: index,
  esTypeName: '',
});

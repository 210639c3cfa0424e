import { randomUUID } from 'node:crypto';
import type { Cloud } from '../../cloud/cloud';
import type { Lifetime } from '../lifetime';
import { BucketWriter } from './bucket-writer';
import { logFailures } from './error-log';
import { indexRecords } from './index-delivery';
import type { Destination } from './properties';
import type { StreamRecord } from './record';
import { RecordBuffer, type BufferHints } from './record-buffer';
import { recordStream } from './stream-metrics';

/** How many records a stream has taken, and what has become of them so far. */
export interface StreamTotals {
  readonly taken: number;
  readonly backedUp: number;
  readonly indexed: number;
  readonly failed: number;
}

const megabyte = 1024 * 1024;

/** One stream: every record goes its own way to the index and, where all documents are backed up, to the bucket. */
export class DeliveryStream {
  private readonly writer: BucketWriter;
  private readonly toIndex: RecordBuffer;
  private readonly toBucket: RecordBuffer;
  private readonly count = { taken: 0, backedUp: 0, indexed: 0, failed: 0 };

  constructor(
    private readonly cloud: Cloud,
    private readonly lifetime: Lifetime,
    readonly name: string,
    readonly arn: string,
    private readonly destination: Destination,
  ) {
    this.writer = new BucketWriter(cloud, lifetime, name, destination.S3Configuration);
    this.toIndex = new RecordBuffer(`${name} to its index`, hintsOf(destination.BufferingHints), lifetime, (records) =>
      this.index(records),
    );
    this.toBucket = new RecordBuffer(`${name} to its bucket`, hintsOf(destination.S3Configuration.BufferingHints), lifetime, (records) =>
      this.backUp(records),
    );
  }

  get totals(): StreamTotals {
    return this.count;
  }

  /** Takes records. @returns their ids */
  take(data: readonly Uint8Array[]): readonly string[] {
    const arrived = this.cloud.clock.now();
    const records: readonly StreamRecord[] = data.map((each) => ({ id: randomUUID(), data: each, arrived }));
    this.count.taken += records.length;
    for (const record of records) {
      this.toIndex.add(record);
      if (this.destination.S3BackupMode === 'AllDocuments') this.toBucket.add(record);
    }
    recordStream(this.cloud, this.name, { IncomingRecords: records.length, IncomingBytes: bytesOf(records) });
    return records.map(({ id }) => id);
  }

  /** Delivers what waits now, whatever the hints say. */
  async drain(): Promise<void> {
    await Promise.all([this.toIndex.drain(), this.toBucket.drain()]);
  }

  private async index(records: readonly StreamRecord[]): Promise<void> {
    const { indexed, failed } = await indexRecords(this.cloud, this.lifetime, this.destination, records);
    if (failed.length > 0) await this.writer.failed(failed);
    await logFailures(this.cloud, this.arn, this.destination, failed);
    this.count.indexed += indexed;
    this.count.failed += failed.length;
    recordStream(this.cloud, this.name, {
      'DeliveryToAmazonOpenSearchService.Success': indexed / records.length,
      'DeliveryToAmazonOpenSearchService.Records': indexed,
      'DeliveryToAmazonOpenSearchService.DataFreshness': this.age(records),
    });
  }

  private async backUp(records: readonly StreamRecord[]): Promise<void> {
    await this.writer.documents(records);
    this.count.backedUp += records.length;
    recordStream(this.cloud, this.name, {
      'BackupToS3.Success': 1,
      'BackupToS3.Records': records.length,
      'BackupToS3.Bytes': bytesOf(records),
      'BackupToS3.DataFreshness': this.age(records),
    });
  }

  /** Seconds that the oldest record has waited. */
  private age(records: readonly StreamRecord[]): number {
    return (this.cloud.clock.now() - (records[0]?.arrived ?? 0)) / 1000;
  }
}

const bytesOf = (records: readonly StreamRecord[]): number => records.reduce((sum, { data }) => sum + data.byteLength, 0);

const hintsOf = ({ IntervalInSeconds, SizeInMBs }: Destination['BufferingHints']): BufferHints => ({
  intervalSeconds: IntervalInSeconds,
  sizeBytes: SizeInMBs * megabyte,
});

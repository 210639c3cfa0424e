import { PutRecordBatchCommand, type FirehoseClient } from '@aws-sdk/client-firehose';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** Sends records to one stream. */
export class LogStreamClient {
  constructor(
    private readonly stream: string,
    /** Told why records were not taken, once a call. */
    private readonly told: (reason: string, records: number) => void,
    private readonly firehose: FirehoseClient,
  ) {}

  /** The records that Firehose did not take: those that its answer names, or all of them where the call failed. */
  async send(records: readonly string[]): Promise<readonly string[]> {
    const Records = records.map((record) => ({ Data: Buffer.from(record) }));
    try {
      const { RequestResponses = [] } = await this.firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: this.stream, Records }));
      const left = records.filter((_, index) => RequestResponses[index]?.RecordId === undefined);
      const reason = RequestResponses.find(({ ErrorCode }) => ErrorCode !== undefined);
      if (left.length > 0) this.told(`${reason?.ErrorCode ?? 'no answer'} ${reason?.ErrorMessage ?? ''}`.trim(), left.length);
      return left;
    } catch (error) {
      this.told(error instanceof Error ? `${error.name} ${error.message}` : String(error), records.length);
      return records;
    }
  }
}

/** Keeps records in a bucket, one object a call. */
export class UnsentStore {
  constructor(
    private readonly bucket: string,
    private readonly s3: S3Client,
  ) {}

  async keep(key: string, records: readonly string[]): Promise<void> {
    await this.s3.send(
      new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: records.join(''), ContentType: 'application/x-ndjson' }),
    );
  }
}

import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as v from 'valibot';
import type { PointsCache, WindowPoints } from '../sources/points-cache';
import type { Window } from '../judge/series';
import { clientOptions } from './client-options';

/** Points of one window: by query, pairs of epoch milliseconds and value. */
const schema = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.array(v.tuple([v.number(), v.number()]))));

const toMaps = (record: v.InferOutput<typeof schema>): WindowPoints =>
  new Map(Object.entries(record).map(([key, points]) => [key, new Map(points)]));

/** NaN has no JSON, and means missing, as absence does. */
const toRecord = (points: WindowPoints): object =>
  Object.fromEntries([...points].map(([key, some]) => [key, [...some].filter(([, value]) => Number.isFinite(value))]));

/** Points in S3, one object per window. What cannot be read or written is as if nothing were kept. */
export class S3PointsCache implements PointsCache {
  /** @param prefix of the keys, with the source and region that the points come from, for example `points/cloudwatch/eu-west-1/`. */
  constructor(
    private readonly bucket: string,
    private readonly prefix: string,
    private readonly client: S3Client = new S3Client(clientOptions),
  ) {}

  async read(window: Window): Promise<WindowPoints> {
    try {
      const { Body: body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: this.key(window) }));
      const parsed = v.safeParse(schema, await body?.transformToString('utf-8'));
      return parsed.success ? toMaps(parsed.output) : new Map();
    } catch {
      return new Map();
    }
  }

  /** Two writers at once may lose one another's points, which are then fetched again. */
  async write(window: Window, points: WindowPoints): Promise<void> {
    const kept = await this.read(window);
    const Body = JSON.stringify(toRecord(new Map([...kept, ...points])));
    try {
      await this.client.send(new PutObjectCommand({ Bucket: this.bucket, Key: this.key(window), Body, ContentType: 'application/json' }));
    } catch {
      // The next look fetches the window again.
    }
  }

  private key({ start, end }: Window): string {
    return `${this.prefix}${start}-${end}.json`;
  }
}

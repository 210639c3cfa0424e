/** What a decision of the gate costs, with the cache and without. */
import { S3PointsCache } from '../../lambda/aws/points-cache.client';
import { LayeredCache, MemoryCache, type PointsCache } from '../../lambda/sources/points-cache';
import type { SourceReceipt } from '../../lambda/sources/source';
import { startBucket } from './bucket';
import { cloudWatchAt } from './cloudwatch';
import { decide, totalOf } from './decision';
import type { StandIn } from './stand-in';
import { ratio, table } from './text';

/** Milliseconds that S3 takes for a small object. */
const bucketDelay = 20;

interface Kept {
  readonly name: string;
  readonly cache: () => PointsCache | undefined;
}

/** A decision of the gate without a cache, and with it where each look is a function that starts cold, and where none is. */
export async function decisions(standIn: StandIn): Promise<string> {
  const bucket = await startBucket(bucketDelay);
  const s3 = (prefix: string): PointsCache => new S3PointsCache('evidence', prefix, bucket.client);
  const memory = new MemoryCache();
  const ways: readonly Kept[] = [
    { name: 'without a cache', cache: () => undefined },
    { name: 'cache, every look a cold function', cache: () => new LayeredCache(new MemoryCache(), s3('cold/')) },
    { name: 'cache, one warm function', cache: () => new LayeredCache(memory, s3('warm/')) },
  ];
  const rows: string[][] = [];
  let first: SourceReceipt | undefined;
  for (const { name, cache } of ways) {
    const before = { reads: bucket.reads(), writes: bucket.writes(), dollars: bucket.dollars() };
    standIn.reset();
    const started = performance.now();
    const made = await decide((clock) => cloudWatchAt(standIn, clock, cache()));
    const [total, seconds] = [totalOf(made), (performance.now() - started) / 1000];
    first ??= total;
    const cost = total.estimatedDollars + bucket.dollars() - before.dollars;
    rows.push([
      `${name} (${made.looks} looks: ${made.verdict})`,
      String(standIn.calls()),
      String(total.metrics),
      `${bucket.reads() - before.reads} + ${bucket.writes() - before.writes}`,
      `${(seconds / made.looks).toFixed(2)} s`,
      `$${cost.toFixed(4)}`,
      ratio(cost, first.estimatedDollars),
    ]);
  }
  bucket.stop();
  return `\nA decision of the gate on CloudWatch: its step Look every minute of half an hour, ten earlier days\n${table(
    ['', 'calls', 'metrics', 'S3 reads + writes', 'time per look', 'cost', 'cheaper'],
    rows,
  )}`;
}

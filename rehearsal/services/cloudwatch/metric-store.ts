import { addStatistics, addValue, emptyBucket, mergeBuckets, type Bucket, type StatisticSet } from './bucket';
import { metricKey, type MetricId } from './metric-id';

/** What one datum holds: values with weights, or statistics that hide them. */
export type Samples =
  | { readonly kind: 'values'; readonly values: readonly (readonly [value: number, weight: number])[] }
  | { readonly kind: 'statistics'; readonly set: StatisticSet };

/** One datum that was put. */
export interface Datum {
  readonly metric: MetricId;
  /** Virtual epoch milliseconds. */
  readonly timestamp: number;
  /** Seconds: 60, or 1 for high resolution. */
  readonly resolution: 1 | 60;
  readonly unit: string;
  readonly samples: Samples;
}

/** A period with samples. */
export interface Period {
  /** Virtual epoch milliseconds at which it begins. */
  readonly start: number;
  readonly bucket: Bucket;
}

/** Which periods to read; virtual epoch milliseconds, `end` exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
  readonly periodSeconds: number;
  /** Only samples of this unit. Default: all. */
  readonly unit?: string;
}

/** Storage periods kept per metric and unit: 15 days of minutes. The oldest go first. */
const keptBuckets = 21_600;

interface Series {
  readonly metric: MetricId;
  /** By unit, then by the start of the storage period. */
  readonly units: Map<string, Map<number, Bucket>>;
}

/** The points of all metrics, in storage periods. A datum becomes readable after the ingestion delay. */
export class MetricStore {
  private readonly series = new Map<string, Series>();
  private arriving: { readonly at: number; readonly datum: Datum }[] = [];

  constructor(private readonly now: () => number) {}

  /** @param delay virtual milliseconds until the datum can be read */
  put(datum: Datum, delay: number): void {
    if (delay > 0) this.arriving.push({ at: this.now() + delay, datum });
    else this.store(datum);
  }

  /** All metrics that ever got a sample. */
  metrics(): readonly MetricId[] {
    this.receive();
    return [...this.series.values()].map(({ metric }) => metric);
  }

  /** The periods of a range that hold samples, oldest first, aligned to multiples of the period. */
  read(metric: MetricId, range: Range): readonly Period[] {
    this.receive();
    const found = this.series.get(metricKey(metric));
    const length = range.periodSeconds * 1000;
    const first = Math.floor(range.start / length) * length;
    const grouped = new Map<number, Bucket[]>();
    for (const [unit, buckets] of found?.units ?? []) {
      if (range.unit !== undefined && range.unit !== unit) continue;
      for (const [at, bucket] of buckets) {
        if (at < first || at >= range.end) continue;
        const start = Math.floor(at / length) * length;
        grouped.set(start, [...(grouped.get(start) ?? []), bucket]);
      }
    }
    return [...grouped].toSorted(([a], [b]) => a - b).map(([start, buckets]) => ({ start, bucket: mergeBuckets(buckets) }));
  }

  private receive(): void {
    if (this.arriving.length === 0) return;
    const now = this.now();
    const due = this.arriving.filter(({ at }) => at <= now);
    this.arriving = this.arriving.filter(({ at }) => at > now);
    for (const { datum } of due) this.store(datum);
  }

  private store(datum: Datum): void {
    const bucket = this.bucketFor(datum);
    const { samples } = datum;
    if (samples.kind === 'statistics') addStatistics(bucket, samples.set);
    else for (const [value, weight] of samples.values) addValue(bucket, value, weight);
  }

  private bucketFor({ metric, timestamp, resolution, unit }: Datum): Bucket {
    const key = metricKey(metric);
    const series = this.series.get(key) ?? { metric, units: new Map<string, Map<number, Bucket>>() };
    this.series.set(key, series);
    const buckets = series.units.get(unit) ?? new Map<number, Bucket>();
    series.units.set(unit, buckets);
    const start = Math.floor(timestamp / (resolution * 1000)) * resolution * 1000;
    const bucket = buckets.get(start) ?? emptyBucket();
    buckets.set(start, bucket);
    if (buckets.size > keptBuckets) buckets.delete(Math.min(...buckets.keys()));
    return bucket;
  }
}

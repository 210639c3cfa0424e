/**
 * What CloudWatch keeps of one metric in one storage period: the four simple statistics, and the values with their
 * weights for percentiles.
 */
export interface Bucket {
  count: number;
  sum: number;
  minimum: number;
  maximum: number;
  /** Value → how often; undefined once a statistic set hid the values, which leaves no percentiles. */
  values: Map<number, number> | undefined;
}

/** The statistics of values that only their sender has seen. */
export interface StatisticSet {
  readonly SampleCount: number;
  readonly Sum: number;
  readonly Minimum: number;
  readonly Maximum: number;
}

/** Distinct values that a bucket keeps exactly; beyond that they are rounded to three digits, an error below 0.5 %. */
const exactValues = 4000;

export const emptyBucket = (): Bucket => ({ count: 0, sum: 0, minimum: Infinity, maximum: -Infinity, values: new Map() });

const widen = (bucket: Bucket, count: number, sum: number, minimum: number, maximum: number): void => {
  bucket.count += count;
  bucket.sum += sum;
  bucket.minimum = Math.min(bucket.minimum, minimum);
  bucket.maximum = Math.max(bucket.maximum, maximum);
};

const weigh = (values: Map<number, number>, value: number, weight: number): void => {
  const kept = values.size < exactValues || values.has(value) ? value : Number(value.toPrecision(3));
  values.set(kept, (values.get(kept) ?? 0) + weight);
};

/** Adds a value that occurred `weight` times. */
export const addValue = (bucket: Bucket, value: number, weight = 1): void => {
  if (weight === 0) return;
  widen(bucket, weight, value * weight, value, value);
  if (bucket.values !== undefined) weigh(bucket.values, value, weight);
};

/** Adds a statistic set. One whose values are all equal keeps percentiles, as in CloudWatch. */
export const addStatistics = (bucket: Bucket, { SampleCount, Sum, Minimum, Maximum }: StatisticSet): void => {
  widen(bucket, SampleCount, Sum, Minimum, Maximum);
  if (Minimum !== Maximum) bucket.values = undefined;
  else if (bucket.values !== undefined) weigh(bucket.values, Minimum, SampleCount);
};

/** One bucket for a longer period. */
export const mergeBuckets = (buckets: readonly Bucket[]): Bucket => {
  const merged = emptyBucket();
  for (const bucket of buckets) {
    widen(merged, bucket.count, bucket.sum, bucket.minimum, bucket.maximum);
    const values = bucket.values === undefined ? undefined : merged.values;
    for (const [value, weight] of bucket.values ?? []) if (values !== undefined) weigh(values, value, weight);
    merged.values = values;
  }
  return merged;
};

import { AwsError } from '../../cloud/aws-error';
import type { Bucket } from './bucket';
import { percentile, trimmedMean } from './percentile';

/** A statistic of CloudWatch, parsed. */
export type Statistic =
  | { readonly kind: 'simple'; readonly name: 'SampleCount' | 'Average' | 'Sum' | 'Minimum' | 'Maximum' }
  | { readonly kind: 'percentile'; readonly percent: number }
  | { readonly kind: 'trimmedMean'; readonly percent: number };

const simple = /^(SampleCount|Average|Sum|Minimum|Maximum)$/;

/** `p0` to `p100` and `tm0` to `tm100` with up to ten decimals. */
const ranked = /^(p|tm)(100|\d{1,2}(?:\.\d{1,10})?)$/;

/** Parses `Average`, `p90`, `tm99` and so on. Throws InvalidParameterValueException for what is not rehearsed. */
export const parseStatistic = (text: string): Statistic => {
  if (simple.test(text)) return { kind: 'simple', name: text as 'Sum' };
  const [, kind, number] = ranked.exec(text) ?? [];
  const percent = Number(number);
  if (kind === undefined || !(percent > 0))
    throw new AwsError(
      'InvalidParameterValueException',
      `The value ${text} for parameter Stat is not supported. Use SampleCount, Average, Sum, Minimum, Maximum, p90 or tm90.`,
    );
  return { kind: kind === 'p' ? 'percentile' : 'trimmedMean', percent };
};

const simpleValue = (bucket: Bucket, name: 'SampleCount' | 'Average' | 'Sum' | 'Minimum' | 'Maximum'): number => {
  switch (name) {
    case 'SampleCount':
      return bucket.count;
    case 'Sum':
      return bucket.sum;
    case 'Average':
      return bucket.sum / bucket.count;
    case 'Minimum':
      return bucket.minimum;
    case 'Maximum':
      return bucket.maximum;
  }
};

/** The statistic of a bucket; undefined where it holds no samples, or no values for a percentile. */
export const statisticOf = (bucket: Bucket, statistic: Statistic): number | undefined => {
  if (bucket.count === 0) return undefined;
  switch (statistic.kind) {
    case 'simple':
      return simpleValue(bucket, statistic.name);
    case 'percentile':
      return bucket.values === undefined ? undefined : percentile(bucket.values, statistic.percent);
    case 'trimmedMean':
      return bucket.values === undefined ? undefined : trimmedMean(bucket.values, statistic.percent);
  }
};

/** A forgiving view of a service, so that rules speak even where the shape is broken elsewhere. */
import { kindOf, type SignatureKind } from '../describe';
import type { MetricReference } from '../metric';
import { mappingOf } from '../metrics';
import { sourceKeyOf } from '../source-key';
import { cloudWatchIn } from './cloudwatch';
import type { Path } from '../text/path';

export type Raw = Readonly<Record<string, unknown>>;

export interface SignatureView extends Placed {
  readonly ofMethod: boolean;
  /** Absent where it is unknown, or where not exactly one is given. */
  readonly metric?: MetricReference;
  readonly kind?: SignatureKind;
}

/** An object of the file and its place. */
export interface Placed {
  readonly path: Path;
  readonly raw: Raw;
}

export type ComparisonView = Placed;

export interface ServiceView extends Placed {
  readonly environments: readonly string[];
  readonly comparisons: readonly ComparisonView[];
  readonly signatures: readonly SignatureView[];
}

/** Whether a value is an object with keys. */
export const isRecord = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as an object; empty where it is none. */
export const recordOf = (value: unknown): Raw => (isRecord(value) ? value : {});

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A property as a text; undefined where it is none. */
export const textIn = (raw: Raw, key: string): string | undefined => {
  const value = raw[key];
  return typeof value === 'string' ? value : undefined;
};

/** A property as a number; undefined where it is none. */
export const numberIn = (raw: Raw, key: string): number | undefined => {
  const value = raw[key];
  return typeof value === 'number' ? value : undefined;
};

/** What the signature measures, where it says so once and understandably. */
export const metricIn = (raw: Raw): MetricReference | undefined => {
  const { timeseries, smartscape } = { timeseries: textIn(raw, 'timeseries'), smartscape: textIn(raw, 'smartscape') };
  if (timeseries !== undefined) {
    return mappingOf(timeseries) === undefined && sourceKeyOf(timeseries) === undefined
      ? undefined
      : { kind: 'timeseries', key: timeseries };
  }
  if (smartscape !== undefined) {
    return { kind: 'smartscape', relation: smartscape };
  }
  if (isRecord(raw['cloudwatch'])) {
    const query = cloudWatchIn(raw['cloudwatch']);
    return query === undefined ? undefined : { kind: 'cloudwatch', query };
  }
  const rate = recordOf(raw['rate']);
  const { numerator, denominator } = { numerator: textIn(rate, 'numerator'), denominator: textIn(rate, 'denominator') };
  return numerator === undefined || denominator === undefined ? undefined : { kind: 'rate', numerator, denominator };
};

/** The objects of a list with their places; what is no object is the business of the shape. */
const recordsIn = (path: Path, raw: Raw, key: string): Placed[] =>
  listOf(raw[key]).flatMap((one, index) => (isRecord(one) ? [{ path: [...path, key, index], raw: one }] : []));

const signatureView = ({ path, raw }: Placed, ofMethod: boolean): SignatureView => {
  const metric = metricIn(raw);
  return { path, raw, ofMethod, ...(metric === undefined ? {} : { metric, kind: kindOf(metric) }) };
};

const signaturesIn = (path: Path, raw: Raw, ofMethod: boolean): SignatureView[] =>
  recordsIn(path, raw, 'perfsignature').map((one) => signatureView(one, ofMethod));

/** Looks at a service of a file, whatever its shape. */
export const serviceView = (path: Path, value: unknown): ServiceView => {
  const raw = recordOf(value);
  return {
    path,
    raw,
    environments: Object.keys(recordOf(raw['environments'])),
    comparisons: recordsIn(path, raw, 'comparisons'),
    signatures: [
      ...signaturesIn(path, raw, false),
      ...recordsIn(path, raw, 'servicemethods').flatMap((method) => signaturesIn(method.path, method.raw, true)),
    ],
  };
};

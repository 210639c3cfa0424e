/** Which aggregates make sense for which kind of metric. */
import type { SignatureKind } from './describe';
import type { Aggregate } from './monspec';

const extremes: readonly string[] = ['min', 'max', 'avg', 'median'];

const sensible: Readonly<Record<SignatureKind, readonly string[]>> = {
  duration: extremes,
  ratio: extremes,
  throughput: [...extremes, 'count'],
  count: [...extremes, 'count', 'sum'],
  utilisation: extremes,
  relationships: ['count'],
  alarms: ['max', 'min', 'avg', 'median'],
  problems: ['max', 'min', 'avg', 'median'],
  raw: [...extremes, 'count', 'sum'],
};

const isPercentile = (aggregate: string): boolean => /^p\d/.test(aggregate);

const hasPercentiles = (kind: SignatureKind): boolean => kind === 'duration' || kind === 'raw';

/** The aggregates that make sense for a kind, as people write them. */
export const aggregatesOf = (kind: SignatureKind): readonly string[] =>
  hasPercentiles(kind) ? [...sensible[kind], 'pNN'] : sensible[kind];

/** Whether an aggregate makes sense: a percentile of a failure rate or a sum of response times does not. */
export const isSensible = (kind: SignatureKind, aggregate: string): boolean =>
  sensible[kind].includes(aggregate) || (hasPercentiles(kind) && isPercentile(aggregate));

const defaults: Readonly<Partial<Record<SignatureKind, Aggregate>>> = { relationships: 'count', problems: 'max', alarms: 'max' };

/** What a signature without an aggregate gets. */
export const defaultAggregate = (kind: SignatureKind): Aggregate => defaults[kind] ?? 'avg';

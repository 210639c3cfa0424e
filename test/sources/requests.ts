/** Requests for tests: signatures, environments and a window of ten minutes. */
import type { MetricReference } from '../../lambda/monspec/metric';
import type { Aggregate, Signature } from '../../lambda/monspec/monspec';
import type { SeriesRequest, Window } from '../../lambda/sources/source';

export const key = (name: string): string => `com.dynatrace.builtin:${name}`;

export const start = Date.UTC(2026, 10, 20, 10, 0);

/** A window of some minutes. */
export const windowOf = (minutes: number, from = start): Window => ({ start: from, end: from + minutes * 60_000 });

export const dimensions = { LoadBalancer: 'app/sample/1', TargetGroup: 'targetgroup/sample/2' };

export const signature = (metric: string | MetricReference, aggregate: Aggregate = 'avg', more: Partial<Signature> = {}): Signature => ({
  id: 'signature',
  metric: typeof metric === 'string' ? { kind: 'timeseries', key: key(metric) } : metric,
  aggregate,
  direction: 'upper',
  ...more,
});

export const request = (of: Signature, more: Partial<SeriesRequest> = {}): SeriesRequest => ({
  id: 'request',
  entityType: 'SERVICE',
  environment: { name: 'Staging', tags: [], cloudwatch: { dimensions } },
  signature: of,
  window: windowOf(10),
  ...more,
});

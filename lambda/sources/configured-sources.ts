/** The sources beside CloudWatch that environment variables name (docs/dynatrace.md, docs/prometheus.md). */
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { Member } from './composed-source';
import type { Variables } from './configured-secret';
import { configuredDynatrace } from './dynatrace/configure';
import { dynatraceSource } from './dynatrace/dynatrace-source';
import type { PointsCache } from './points-cache';
import { configuredPrometheus } from './prometheus/configure';
import { prometheusSource } from './prometheus/prometheus-source';

/** A cache for the points of a place, such as `dynatrace/abc12345.live.dynatrace.com`: another tenant has other points. */
export type CacheOf = (place: string) => PointsCache;

const placeOf = (source: string, address: string): string => `${source}/${encodeURIComponent(address.replace(/^https?:\/\//, ''))}`;

/**
 * Opens them in the order of `configuredSourceNames`, without a call yet. Throws `SourceError` for one that is named and
 * cannot be used.
 * @param cacheOf keeps what can no longer change. Default: nothing is kept.
 */
export const configuredSources = (
  variables: Variables,
  credentials: AwsCredentialIdentityProvider,
  cacheOf?: CacheOf,
): readonly Member[] => {
  const dynatrace = configuredDynatrace(variables);
  const prometheus = configuredPrometheus(variables, credentials);
  const kept = (source: string, url: string): { readonly cache?: PointsCache } =>
    cacheOf === undefined ? {} : { cache: cacheOf(placeOf(source, url)) };
  return [
    ...(dynatrace === undefined ? [] : [{ source: dynatraceSource({ ...dynatrace, ...kept('dynatrace', dynatrace.url) }) }]),
    ...(prometheus === undefined ? [] : [{ source: prometheusSource({ ...prometheus, ...kept('prometheus', prometheus.url) }) }]),
  ];
};

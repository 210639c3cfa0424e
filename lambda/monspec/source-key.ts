/**
 * Metric keys that one source alone understands: `dynatrace:problems.open`, `builtin:service.response.time`,
 * `prometheus:sum(rate(jobs_total{$labels}[1m]))`. Portable keys are in metrics.ts.
 */
import { mappingOfSelector, type MetricKind } from './metrics';

/** The metric sources that there are. */
export const sourceNames = ['cloudwatch', 'dynatrace', 'prometheus', 'file'] as const;

export type SourceName = (typeof sourceNames)[number];

/** What a source is asked for, in its own language. Only Dynatrace and Prometheus have one that fits into a key. */
export interface SourceKey {
  readonly source: SourceName;
  readonly query: string;
}

/** Number of problems that are open in Dynatrace on the entities of an environment. */
export const openProblems = 'problems.open';

/** Sources that a key names by its prefix. */
const named: readonly SourceName[] = ['dynatrace', 'prometheus'];

/** What Dynatrace's own metric keys begin with; they need no further prefix. */
const dynatracePrefixes = ['builtin', 'calc', 'ext', 'func'];

/** Longest query, in characters. */
const longest = 2000;

/** What a key of one source looks like. */
export const sourceKeyPattern = new RegExp(`^(${[...named, ...dynatracePrefixes].join('|')}):\\S[\\s\\S]{0,${longest - 1}}$`);

/** Reads a key of one source; undefined where it is none. */
export const sourceKeyOf = (key: string): SourceKey | undefined => {
  if (!sourceKeyPattern.test(key)) {
    return undefined;
  }
  const source = named.find((name) => key.startsWith(`${name}:`));
  return source === undefined ? { source: 'dynatrace', query: key } : { source, query: key.slice(source.length + 1) };
};

/** A metric of one source: `raw` is in whatever unit the source has, unless the signature names one. */
export type SourceMetricKind = MetricKind | 'problems' | 'raw';

/** What a source's own query measures. A selector of the mapping table is known; nothing else is. */
export const sourceKindOf = ({ source, query }: SourceKey): SourceMetricKind => {
  if (source !== 'dynatrace') {
    return 'raw';
  }
  return query === openProblems ? 'problems' : (mappingOfSelector(query)?.kind ?? 'raw');
};

/** Where the labels of an environment go in a PromQL expression. */
export const labelsPlaceholder = '$labels';

/** Whether a PromQL query is nothing but the name of a metric. */
export const isMetricName = (query: string): boolean => /^[A-Za-z_:][\w:]*$/.test(query);

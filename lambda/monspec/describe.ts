/** What a signature is called, in which unit it is measured, and how its points become one value. */
import { nameOfCloudWatch, type CloudWatchMetric } from './cloudwatch-metric';
import type { MetricReference } from './metric';
import { keyPrefix, mappingOf, mappingOfSelector } from './metrics';
import type { Aggregate, Signature } from './monspec';
import { openProblems, sourceKeyOf, sourceKindOf, type SourceKey, type SourceMetricKind } from './source-key';

/** Unit of a source's own metric for which the signature names none. */
export const unnamedUnit = 'units';

/** How the points of a window become one value; `mean` is weighted where the series has weights. */
export type WindowStatistic = 'mean' | 'total' | 'min' | 'max' | 'median';

/** What a metric is, smartscape relationships included. */
export type SignatureKind = SourceMetricKind | 'relationships' | 'alarms';

const kindOfKey = (key: string): SignatureKind => {
  const sourceKey = sourceKeyOf(key);
  // The parser lets no unknown key through; in a document from elsewhere its unit then fits no source, so nothing passes.
  return mappingOf(key)?.kind ?? (sourceKey === undefined ? 'utilisation' : sourceKindOf(sourceKey));
};

const kindOfCloudWatch = ({ kind }: CloudWatchMetric): SignatureKind => {
  switch (kind) {
    case 'statistic':
    case 'expression':
      return 'raw';
    case 'alarms':
      return 'alarms';
    case 'slo':
      return 'utilisation';
  }
};

/** The kind of what a reference measures; a rate of two counts is a ratio. */
export const kindOf = (metric: MetricReference): SignatureKind => {
  switch (metric.kind) {
    case 'timeseries':
      return kindOfKey(metric.key);
    case 'smartscape':
      return 'relationships';
    case 'rate':
      return 'ratio';
    case 'cloudwatch':
      return kindOfCloudWatch(metric.query);
  }
};

/** The key by which `scalefactorperc` names a metric. */
export const scaleKeyOf = (metric: MetricReference): string => {
  switch (metric.kind) {
    case 'timeseries':
      return metric.key;
    case 'smartscape':
      return metric.relation;
    case 'rate':
      return `${metric.numerator}/${metric.denominator}`;
    case 'cloudwatch':
      return nameOfCloudWatch(metric.query);
  }
};

/** A metric's key without the prefix that all share. */
export const shortKey = (metric: MetricReference): string => scaleKeyOf(metric).replaceAll(keyPrefix, '');

/**
 * How a window becomes one value. `count` and `avg` of a throughput are both its mean per minute; `count` and `sum` of
 * an error count, or of a source's own metric, are its total. A source answers `avg`, `median` and percentiles of a duration per period; over the
 * window these are averaged, weighted by requests.
 */
export const windowStatisticOf = (kind: SignatureKind, aggregate: Aggregate): WindowStatistic => {
  if (aggregate === 'min' || aggregate === 'max') {
    return aggregate;
  }
  if ((kind === 'count' || kind === 'raw') && (aggregate === 'count' || aggregate === 'sum')) {
    return 'total';
  }
  return aggregate === 'median' && kind !== 'duration' && kind !== 'raw' ? 'median' : 'mean';
};

/**
 * The unit in which a signature, its limits and its series are expressed: ms, %, requests/min, errors, errors/min,
 * relationships, problems, or what the signature says of a metric that one source alone knows.
 */
export const unitOf = ({ metric, aggregate, unit }: Pick<Signature, 'metric' | 'aggregate' | 'unit'>): string => {
  const kind = kindOf(metric);
  switch (kind) {
    case 'duration':
      return 'ms';
    case 'ratio':
    case 'utilisation':
      return '%';
    case 'throughput':
      return 'requests/min';
    case 'count':
      return windowStatisticOf(kind, aggregate) === 'total' ? 'errors' : 'errors/min';
    case 'relationships':
      return 'relationships';
    case 'problems':
    case 'alarms':
      return kind;
    case 'raw':
      return unit ?? unnamedUnit;
  }
};

const nameOfSourceKey = ({ source, query }: SourceKey): string => {
  if (source === 'dynatrace' && query === openProblems) {
    return 'Open problems';
  }
  return (source === 'dynatrace' ? mappingOfSelector(query)?.label : undefined) ?? query;
};

const nameOfKey = (key: string): string => {
  const sourceKey = sourceKeyOf(key);
  return mappingOf(key)?.label ?? (sourceKey === undefined ? key : nameOfSourceKey(sourceKey));
};

const nameOf = (metric: MetricReference): string => {
  switch (metric.kind) {
    case 'timeseries':
      return nameOfKey(metric.key);
    case 'smartscape':
      return `Smartscape ${metric.relation}`;
    case 'cloudwatch':
      return nameOfCloudWatch(metric.query);
    case 'rate':
      return `${mappingOf(metric.numerator)?.label ?? metric.numerator} / ${(mappingOf(metric.denominator)?.label ?? metric.denominator).toLowerCase()}`;
  }
};

/** Name of a signature for people, for example `Response time (p90)` or `Failure rate of /api/invoke (avg)`. */
export const labelOf = ({ metric, aggregate, method }: Pick<Signature, 'metric' | 'aggregate' | 'method'>): string =>
  `${nameOf(metric)}${method === undefined ? '' : ` of ${method}`} (${aggregate})`;

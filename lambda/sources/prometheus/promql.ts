/** PromQL expressions, each evaluated once a minute for the minute before it. */
import type { Aggregate } from '../../monspec/monspec';
import { isMetricName, labelsPlaceholder } from '../../monspec/source-key';

/** Labels that must match exactly, name → value. */
export type Matchers = Readonly<Record<string, string>>;

interface Over {
  readonly matchers: Matchers;
  readonly rangeSeconds: number;
}

/** A text in double quotes, as PromQL (and Go) reads it. */
const quoted = (text: string): string =>
  `"${text
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`)}"`;

/** The matchers as they stand between braces. */
export const matchersText = (matchers: Matchers): string =>
  Object.entries(matchers)
    .map(([name, value]) => `${name}=${quoted(value)}`)
    .join(',');

/** A metric that may have matchers of its own, narrowed to the environment: `m{code="5"}` → `m{code="5",job="shop"}`. */
const narrowed = (metric: string, matchers: Matchers): string => {
  const [, name = metric, own = ''] = /^([^{]+)(?:\{(.*)\})?$/.exec(metric) ?? [];
  return `${name}{${[own, matchersText(matchers)].filter((part) => part !== '').join(',')}}`;
};

const rate = (metric: string, { matchers, rangeSeconds }: Over): string => `rate(${narrowed(metric, matchers)}[${rangeSeconds}s])`;

/** Events per minute of a counter, over all its series. */
export const counted = (counter: string, over: Over): string => `sum(${rate(counter, over)}) * 60`;

/** Requests per minute behind a histogram. */
export const requestsOf = (histogram: string, over: Over): string => counted(`${histogram}_count`, over);

/** Mean of a histogram, in its unit. */
export const histogramAverage = (histogram: string, over: Over): string =>
  `sum(${rate(`${histogram}_sum`, over)}) / sum(${rate(`${histogram}_count`, over)})`;

/** A quantile of a histogram, in its unit, over all its series. */
export const histogramQuantile = (quantile: number, histogram: string, over: Over): string =>
  `histogram_quantile(${quantile}, sum by (le) (${rate(`${histogram}_bucket`, over)}))`;

/** A gauge over all its series: the mean, or its extremes. */
export const gauge = (metric: string, aggregate: Aggregate, { matchers, rangeSeconds }: Over): string => {
  const by = aggregate === 'min' || aggregate === 'max' ? aggregate : 'avg';
  return `${by}(${by}_over_time(${narrowed(metric, matchers)}[${rangeSeconds}s]))`;
};

/** What a monspec says in PromQL: a plain name is a gauge, an expression holds `$labels`. */
export const rawQuery = (query: string, aggregate: Aggregate, over: Over): string =>
  isMetricName(query) ? gauge(query, aggregate, over) : query.replaceAll(labelsPlaceholder, () => matchersText(over.matchers));

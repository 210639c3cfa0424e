/** What a look of a large monspec asks for: 50 signatures, both windows, and the same windows of 10 earlier days. */
import type { Window } from '../../lambda/judge/series';
import type { MetricReference } from '../../lambda/monspec/metric';
import type { SeriesRequest } from '../../lambda/sources/source';

export const signatures = 50;
export const historyPairs = 10;

export const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Length of every window. */
export const windowLength = 30 * minute;

/** Begin of the window under test, on a whole hour. */
export const begin = Math.floor(Date.now() / hour) * hour - 2 * hour;

/** The window under test, and the same half hour of the days before. */
export const windows: readonly Window[] = Array.from({ length: 1 + historyPairs }, (_, days) => ({
  start: begin - days * day,
  end: begin - days * day + windowLength,
}));

/** One request per signature, side and window. */
export const requestsOf = (metricOf: (index: number) => MetricReference): SeriesRequest[] =>
  windows.flatMap((window) =>
    ['Staging', 'Production'].flatMap((environment) =>
      Array.from({ length: signatures }, (_, index): SeriesRequest => ({
        id: `${window.start} ${environment} ${index}`,
        entityType: 'SERVICE',
        environment: {
          name: environment,
          tags: [{ context: 'CONTEXTLESS', key: 'stage', value: environment }],
          cloudwatch: { dimensions: { Env: environment } },
        },
        signature: { id: String(index), metric: metricOf(index), aggregate: 'avg', direction: 'upper', unit: 'ms' },
        window,
      })),
    ),
  );

/** A mean of an own CloudWatch namespace, which comes with its sample count. */
export const cloudWatchMetric = (index: number): MetricReference => ({
  kind: 'cloudwatch',
  query: { kind: 'statistic', namespace: 'Shop', metric: `Step${index}`, periodSeconds: 60, scale: 1 },
});

/** A calculated service metric of Dynatrace. */
export const dynatraceMetric = (index: number): MetricReference => ({ kind: 'timeseries', key: `calc:service.step${index}` });

import type { ListMetricsOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../cloud/service';
import type { ListMetricsInput } from './inputs';
import { dimensionList, type MetricId } from './metric-id';
import type { MetricStore } from './metric-store';

const pageSize = 500;

const matches = (metric: MetricId, input: ListMetricsInput): boolean =>
  (input.Namespace ?? metric.namespace) === metric.namespace &&
  (input.MetricName ?? metric.name) === metric.name &&
  input.Dimensions.every(({ Name, Value }) => Name in metric.dimensions && (Value ?? metric.dimensions[Name]) === metric.dimensions[Name]);

/** ListMetrics, in pages of 500. */
export const listMetrics = (store: MetricStore): Operation<ListMetricsInput, ListMetricsOutput> => ({
  needs: () => [{ action: 'cloudwatch:ListMetrics', resource: '*' }],
  run: (input) => {
    const found = store.metrics().filter((metric) => matches(metric, input));
    const start = Number(input.NextToken ?? 0) || 0;
    return {
      Metrics: found
        .slice(start, start + pageSize)
        .map((metric) => ({ Namespace: metric.namespace, MetricName: metric.name, Dimensions: dimensionList(metric.dimensions) })),
      ...(start + pageSize < found.length ? { NextToken: String(start + pageSize) } : {}),
    };
  },
});

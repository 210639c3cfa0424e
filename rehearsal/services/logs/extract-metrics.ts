import type { Cloud } from '../../cloud/cloud';
import { embeddedMetrics, type EmbeddedDatum } from './embedded-metrics';
import type { LogEvent } from './log-store';

/** Data in one PutMetricData. */
const batch = 1000;

const byNamespace = (events: readonly LogEvent[]): ReadonlyMap<string, readonly EmbeddedDatum[]> => {
  const found = new Map<string, EmbeddedDatum[]>();
  for (const { namespace, data } of events.flatMap(({ message }) => embeddedMetrics(message)))
    found.set(namespace, [...(found.get(namespace) ?? []), ...data]);
  return found;
};

const put = async (cloud: Cloud, Namespace: string, MetricData: readonly EmbeddedDatum[]): Promise<void> => {
  try {
    await cloud.call('monitoring', 'PutMetricData', { Namespace, MetricData }, { kind: 'service', name: 'logs.amazonaws.com' });
  } catch (error) {
    // CloudWatch counts these as EMFValidationErrors and goes on.
    cloud.log('logs', `metrics in log lines for ${Namespace} were refused: ${String(error)}`);
  }
};

/** Puts the metrics that log lines carry, without anybody's permission, as CloudWatch Logs does. */
export const extractMetrics = async (cloud: Cloud, events: readonly LogEvent[]): Promise<void> => {
  for (const [namespace, data] of byNamespace(events)) {
    if (namespace.startsWith('AWS/')) continue;
    for (let start = 0; start < data.length; start += batch) await put(cloud, namespace, data.slice(start, start + batch));
  }
};

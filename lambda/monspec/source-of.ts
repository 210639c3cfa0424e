/** Which metric source supplies a metric. */
import type { MetricReference } from './metric';
import { sourceKeyOf, type SourceName } from './source-key';

/** The only source that has a metric; undefined where several may. */
export const sourceOf = (metric: MetricReference): SourceName | undefined => {
  switch (metric.kind) {
    case 'timeseries':
      return sourceKeyOf(metric.key)?.source;
    case 'cloudwatch':
      return 'cloudwatch';
    case 'smartscape':
      return 'dynatrace';
    case 'rate':
      return undefined;
  }
};

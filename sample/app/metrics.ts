/**
 * Request metrics in CloudWatch's embedded metric format: log lines that CloudWatch turns into metrics.
 * Many requests share one line, so that logs stay cheap.
 */
import type { LogIdentity } from '../common/log';

/** CloudWatch reads at most so many values of one metric from one line. */
export const maxValuesPerLine = 100;

/** Namespace of the sample's own metrics. */
export const metricNamespace = 'UnbreakablePipeline/Sample';

const directive = {
  Namespace: metricNamespace,
  Dimensions: [
    ['service', 'environment', 'version'],
    ['service', 'environment'],
  ],
  Metrics: [
    { Name: 'Latency', Unit: 'Milliseconds' },
    { Name: 'Errors', Unit: 'Count' },
    { Name: 'Requests', Unit: 'Count' },
  ],
} as const;

/** Collects what requests cost and writes it as metric lines. */
export interface RequestMetrics {
  /** One finished request; `failed` = answered with HTTP 5xx. */
  record(latencyMilliseconds: number, failed: boolean): void;
  /** Writes what was collected since the last line; nothing where nothing was. */
  flush(): void;
}

interface Batch {
  readonly startedAt: number;
  readonly latencies: number[];
  errors: number;
}

/**
 * A line is written when it is full, when a new minute begins (so that every value counts in its own minute), and when
 * the caller flushes. `now` is in epoch milliseconds.
 */
export function createRequestMetrics(
  identity: LogIdentity & { readonly environment: string },
  write: (line: string) => void,
  now: () => number,
): RequestMetrics {
  let batch: Batch | undefined;
  const flush = () => {
    if (batch !== undefined) write(JSON.stringify(toLine(batch, identity)));
    batch = undefined;
  };
  const record = (latency: number, failed: boolean) => {
    const at = now();
    if (batch !== undefined && minuteOf(batch.startedAt) !== minuteOf(at)) flush();
    batch ??= { startedAt: at, latencies: [], errors: 0 };
    batch.latencies.push(Math.round(latency * 10) / 10);
    batch.errors += failed ? 1 : 0;
    if (batch.latencies.length >= maxValuesPerLine) flush();
  };
  return { record, flush };
}

function toLine(batch: Batch, identity: LogIdentity & { readonly environment: string }): object {
  return {
    _aws: { Timestamp: batch.startedAt, CloudWatchMetrics: [directive] },
    time: new Date(batch.startedAt).toISOString(),
    level: 'info',
    message: 'Request metrics',
    ...identity,
    service: identity.appname,
    Latency: batch.latencies,
    Errors: batch.errors,
    Requests: batch.latencies.length,
  };
}

function minuteOf(milliseconds: number): number {
  return Math.floor(milliseconds / 60_000);
}

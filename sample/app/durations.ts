/**
 * How long requests took, for Prometheus: the histogram `http.server.request.duration` of OpenTelemetry's HTTP semantic
 * conventions, as Prometheus names it, in its text format 0.0.4. Only counters are kept, one set per route, method and status.
 */

/** One request that was answered. */
export interface AnsweredRequest extends RequestKind {
  readonly milliseconds: number;
}

/** What requests of one series have in common. */
export interface RequestKind {
  /** Path of the route; undefined where no route has the path, so that nobody can make up series. */
  readonly route: string | undefined;
  readonly method: string;
  /** HTTP status. */
  readonly status: number;
}

/** Collects what requests took. */
export interface RequestDurations {
  record(request: AnsweredRequest): void;
  /** Everything since the start of the process. */
  text(): string;
}

/** Labels that every series carries, by name. */
export type CommonLabels = Readonly<Record<string, string>>;

interface Series {
  readonly labels: string;
  /** Requests by bucket, not cumulated; the last one is beyond every bound. */
  readonly buckets: number[];
  seconds: number;
}

const metric = 'http_server_request_duration_seconds';

const head = `# HELP ${metric} Duration of HTTP server requests.\n# TYPE ${metric} histogram\n`;

/** Upper bounds of the buckets in seconds: those that the semantic conventions advise. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] as const;

/** As the semantic conventions have it: methods that are not known are one. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']);

/** `common` are labels of every series. Series of `expected` start at zero: a rate sees no first request of a new series. */
export function createRequestDurations(common: CommonLabels, expected: readonly RequestKind[] = []): RequestDurations {
  const series = new Map<string, Series>();
  const seriesOf = ({ route, method, status }: RequestKind): Series => {
    const labels = labelsOf({
      ...(route === undefined ? {} : { http_route: route }),
      http_request_method: methods.has(method) ? method : '_OTHER',
      http_response_status_code: String(status),
      ...common,
    });
    const found = series.get(labels) ?? { labels, buckets: Array.from({ length: bounds.length + 1 }, () => 0), seconds: 0 };
    series.set(labels, found);
    return found;
  };
  for (const one of expected) seriesOf(one);
  return {
    record: (request) => {
      const one = seriesOf(request);
      const seconds = request.milliseconds / 1000;
      const bucket = bounds.findIndex((bound) => seconds <= bound);
      const index = bucket === -1 ? bounds.length : bucket;
      one.buckets[index] = (one.buckets[index] ?? 0) + 1;
      one.seconds += seconds;
    },
    text: () => [head, ...[...series.values()].map(linesOf)].join(''),
  };
}

function linesOf({ labels, buckets, seconds }: Series): string {
  let count = 0;
  const lines = buckets.map((requests, index) => {
    count += requests;
    return `${metric}_bucket{${labels},le="${bounds[index] ?? '+Inf'}"} ${count}`;
  });
  return `${[...lines, `${metric}_sum{${labels}} ${seconds}`, `${metric}_count{${labels}} ${count}`].join('\n')}\n`;
}

/** `name="value"`, escaped as the text format wants it. */
function labelsOf(labels: CommonLabels): string {
  const escaped = (text: string): string => text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',');
}

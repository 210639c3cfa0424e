/** Observes an HTTP server from outside, as OpenTelemetry's instrumentation does, and tells Prometheus. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

const metric = 'http_server_request_duration_seconds';

/** Upper bounds of the buckets in seconds: those that OpenTelemetry recommends. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, Infinity];

/** What requests of a server took from now on, as text of Prometheus; statuses that have not come yet count zero. */
export const observed = (server: Server): (() => string) => {
  const seconds = new Map<number, number[]>([200, 500].map((status) => [status, []]));
  server.on('request', (_: IncomingMessage, response: ServerResponse) => {
    const began = performance.now();
    response.on('finish', () => {
      const { statusCode } = response;
      seconds.set(statusCode, [...(seconds.get(statusCode) ?? []), (performance.now() - began) / 1000]);
    });
  });
  return () => {
    const lines = [...seconds].flatMap(([status, took]) => linesOf(`http_response_status_code="${status}"`, took));
    return `# TYPE ${metric} histogram\n${lines.join('\n')}\n`;
  };
};

const linesOf = (labels: string, took: readonly number[]): string[] => [
  ...bounds.map((bound) => {
    const le = bound === Infinity ? '+Inf' : String(bound);
    return `${metric}_bucket{${labels},le="${le}"} ${took.filter((one) => one <= bound).length}`;
  }),
  `${metric}_sum{${labels}} ${took.reduce((sum, one) => sum + one, 0)}`,
  `${metric}_count{${labels}} ${took.length}`,
];

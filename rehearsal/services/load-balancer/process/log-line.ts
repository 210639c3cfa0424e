/**
 * One line of an access log, its fields in the documented order:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-format
 * Pure.
 */

/** What a line tells of one request. */
export interface LogEntry {
  /** `app/<name>/<hash>` */
  readonly balancer: string;
  /** Virtual epoch milliseconds. */
  readonly created: number;
  readonly answered: number;
  /** `address:port` */
  readonly client: string;
  /** `address:port`; undefined where no target got the request, or the target is a function. */
  readonly target?: string;
  /** Seconds until a target was chosen, until it answered, and until the answer was sent; undefined where no target answered. */
  readonly seconds?: readonly [request: number, target: number, response: number];
  /** What the client got. */
  readonly status: number;
  /** What the target answered. */
  readonly targetStatus?: number;
  readonly received: number;
  readonly sent: number;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** As the client named it. */
  readonly host: string;
  readonly httpVersion: string;
  readonly userAgent?: string;
  /** ARN. */
  readonly group?: string;
  /** The header X-Amzn-Trace-Id. */
  readonly trace: string;
  /** Of the rule that matched; 0 for the listener's default action. */
  readonly priority: number;
  readonly action: 'forward' | 'fixed-response';
  /** Of the client's connection. */
  readonly connection: string;
}

/** The line, without its end. What is not known is `-`, a time that did not pass -1, as AWS writes them. */
export const logLine = (entry: LogEntry): string => {
  const [requestSeconds, targetSeconds, responseSeconds] = entry.seconds ?? [-1, -1, -1];
  const targetStatus = entry.targetStatus?.toString() ?? '-';
  const fields = [
    ['http', time(entry.answered), entry.balancer, entry.client, entry.target ?? '-'],
    [requestSeconds, targetSeconds, responseSeconds].map(seconds),
    [entry.status, targetStatus, entry.received, entry.sent],
    [quoted(`${entry.method} ${address(entry)} HTTP/${entry.httpVersion}`), quoted(entry.userAgent), '-', '-', entry.group ?? '-'],
    [quoted(entry.trace), quoted(), quoted(), entry.priority, time(entry.created), quoted(entry.action), quoted(), quoted()],
    [quoted(entry.target), quoted(targetStatus), quoted(), quoted(), entry.connection],
  ];
  return fields.flat().join(' ');
};

/** A URL with its port, which the log always names. */
const address = ({ host, path }: LogEntry): string => `http://${/:\d+$/.test(host) ? host : `${host}:80`}${path}`;

/** AWS writes microseconds; the rehearsal's clock has milliseconds. */
const time = (at: number): string => new Date(at).toISOString().replace('Z', '000Z');

const seconds = (value: number): string => (value < 0 ? '-1' : value.toFixed(3));

/** A quote or anything that is no printable ASCII is written as a code, so that no client can break the line. */
const quoted = (value = '-'): string => `"${value.replaceAll(/[^\x20-\x21\x23-\x7e]/g, escaped)}"`;

const escaped = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('');

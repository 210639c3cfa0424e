import type { Incoming } from './incoming';
import type { PathParameters } from './route';

/** What the event says beside the request. */
export interface RequestPlace {
  readonly accountId: string;
  readonly apiId: string;
  readonly requestId: string;
  readonly routeKey: string;
  readonly parameters: PathParameters;
  /** Virtual epoch milliseconds. */
  readonly time: number;
}

/** Bodies of these types travel as text, all others as base64. */
const textual = /^(text\/|application\/([\w.-]+\+)?(json|xml)|application\/javascript)/;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Common log format: `20/Nov/2026:09:00:00 +0000`. */
export const logTime = (time: number): string => {
  const [date = '', clock = ''] = new Date(time).toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${months[Number(month) - 1]}/${year}:${clock.slice(0, 8)} +0000`;
};

const headersOf = ({ headers }: Incoming): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => name !== 'cookie').map(([name, values]) => [name, values.join(',')]));

const queryOf = ({ rawQuery }: Incoming): Record<string, string> | undefined => {
  if (rawQuery === '') return undefined;
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQuery)) query[name] = name in query ? `${query[name]},${value}` : value;
  return query;
};

const bodyOf = ({ body, headers }: Incoming): { body?: string; isBase64Encoded: boolean } => {
  if (body.byteLength === 0) return { isBase64Encoded: false };
  const isText = textual.test(headers.get('content-type')?.[0] ?? '');
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
};

/** The event of payload format 2.0, as far as an API without authorizers and certificates fills it. */
export interface ProxyEvent {
  readonly version: '2.0';
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly requestContext: Readonly<Record<string, unknown>>;
  readonly pathParameters?: PathParameters;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

/** Makes the event of a request. */
export const proxyEvent = (incoming: Incoming, place: RequestPlace): ProxyEvent => {
  const cookies = incoming.headers
    .get('cookie')
    ?.flatMap((line) => line.split(/; */))
    .filter(Boolean);
  const query = queryOf(incoming);
  const host = incoming.headers.get('host')?.[0] ?? '127.0.0.1';
  return {
    version: '2.0',
    routeKey: place.routeKey,
    rawPath: incoming.path,
    rawQueryString: incoming.rawQuery,
    ...(cookies === undefined ? {} : { cookies }),
    headers: headersOf(incoming),
    ...(query === undefined ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: place.accountId,
      apiId: place.apiId,
      domainName: host,
      domainPrefix: host.split('.')[0] ?? host,
      http: {
        method: incoming.method,
        path: incoming.path,
        protocol: incoming.protocol,
        sourceIp: incoming.sourceIp,
        userAgent: incoming.headers.get('user-agent')?.[0] ?? '',
      },
      requestId: place.requestId,
      routeKey: place.routeKey,
      stage: '$default',
      time: logTime(place.time),
      timeEpoch: place.time,
    },
    ...(Object.keys(place.parameters).length === 0 ? {} : { pathParameters: { ...place.parameters } }),
    ...bodyOf(incoming),
  };
};

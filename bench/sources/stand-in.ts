/** Stand-ins that answer after a fixed time, with a point a minute for whatever is asked, and remember when they were busy. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** When a call came and when it was answered, in milliseconds. */
interface Busy {
  readonly from: number;
  readonly to: number;
}

export interface StandIn {
  readonly url: string;
  readonly calls: () => number;
  /** Round trips one after the other: most calls of which none began before another had ended. */
  readonly roundTrips: () => number;
  readonly reset: () => void;
  readonly stop: () => void;
}

/** The text of an answer, in JSON. */
type Answer = (request: IncomingMessage, body: string) => string;

const chain = (busy: readonly Busy[]): number => {
  let [length, end] = [0, Number.NEGATIVE_INFINITY];
  for (const { from, to } of busy.toSorted((a, b) => a.to - b.to)) {
    if (from >= end) {
      [length, end] = [length + 1, to];
    }
  }
  return length;
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const part of request) {
    if (Buffer.isBuffer(part)) chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** Starts a stand-in. @param delay milliseconds before each answer. */
export async function startStandIn(answer: Answer, delay: number): Promise<StandIn> {
  let busy: Busy[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const from = performance.now();
    const body = await textOf(request);
    const text = answer(request, body);
    await wait(delay);
    busy.push({ from, to: performance.now() });
    response.writeHead(200, { 'content-type': request.method === 'POST' ? 'application/x-amz-json-1.0' : 'application/json' });
    response.end(text);
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => busy.length,
    roundTrips: () => chain(busy),
    reset: () => {
      busy = [];
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Times of a span and as many equal values, as lists in JSON; made once per span, so that the time of a call is not the stand-in's. */
const lists = new Map<string, { readonly times: string; readonly values: string }>();

function listsOf(start: number, end: number, timeOf: (second: number) => number): { readonly times: string; readonly values: string } {
  const key = `${start} ${end} ${timeOf(0)}`;
  const known = lists.get(key);
  if (known !== undefined) return known;
  const seconds = Array.from({ length: Math.ceil((end - start) / 60) }, (_, index) => start + index * 60);
  const made = { times: `[${seconds.map(timeOf).join()}]`, values: `[${seconds.map(() => 100).join()}]` };
  lists.set(key, made);
  return made;
}

interface MetricData {
  readonly MetricDataQueries: readonly { readonly Id: string }[];
  readonly StartTime: number;
  readonly EndTime: number;
}

/** CloudWatch's GetMetricData. */
export const cloudWatch: Answer = (_, body) => {
  const { MetricDataQueries, StartTime, EndTime } = JSON.parse(body) as MetricData;
  const { times, values } = listsOf(StartTime, EndTime, (second) => second);
  const results = MetricDataQueries.map(
    ({ Id }) => `{"Id":"${Id}","Label":"${Id}","Timestamps":${times},"Values":${values},"StatusCode":"Complete"}`,
  );
  return `{"MetricDataResults":[${results.join()}]}`;
};

/** Dynatrace's metrics/query and entities. */
export const dynatrace: Answer = (request) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname.endsWith('/entities')) {
    return JSON.stringify({ totalCount: 1, entities: [{ entityId: 'SERVICE-1' }] });
  }
  const [from, to] = ['from', 'to'].map((name) => Number(url.searchParams.get(name)) / 1000);
  const { times, values } = listsOf(from ?? 0, to ?? 0, (second) => (second + 60) * 1000);
  const selectors = (url.searchParams.get('metricSelector') ?? '').split(/,(?![^(]*\))/);
  const results = selectors.map(
    (metricId) => `{"metricId":${JSON.stringify(metricId)},"data":[{"dimensions":[],"timestamps":${times},"values":${values}}]}`,
  );
  return `{"resolution":"1m","totalCount":${selectors.length},"result":[${results.join()}]}`;
};

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

type Answer = (request: IncomingMessage, body: string) => object;

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
    await wait(delay);
    busy.push({ from, to: performance.now() });
    response.writeHead(200, { 'content-type': request.method === 'POST' ? 'application/x-amz-json-1.0' : 'application/json' });
    response.end(JSON.stringify(answer(request, body)));
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

const minutes = (start: number, end: number): number[] =>
  Array.from({ length: Math.ceil((end - start) / 60) }, (_, index) => start + index * 60);

interface MetricData {
  readonly MetricDataQueries: readonly { readonly Id: string }[];
  readonly StartTime: number;
  readonly EndTime: number;
}

/** CloudWatch's GetMetricData. */
export const cloudWatch: Answer = (_, body) => {
  const { MetricDataQueries, StartTime, EndTime } = JSON.parse(body) as MetricData;
  const times = minutes(StartTime, EndTime);
  const values = times.map(() => 100);
  return {
    MetricDataResults: MetricDataQueries.map(({ Id }) => ({ Id, Label: Id, Timestamps: times, Values: values, StatusCode: 'Complete' })),
  };
};

/** Dynatrace's metrics/query and entities. */
export const dynatrace: Answer = (request) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname.endsWith('/entities')) {
    return { totalCount: 1, entities: [{ entityId: 'SERVICE-1' }] };
  }
  const [from, to] = ['from', 'to'].map((name) => Number(url.searchParams.get(name)) / 1000);
  const timestamps = minutes(from ?? 0, to ?? 0).map((at) => (at + 60) * 1000);
  const values = timestamps.map(() => 100);
  const selectors = (url.searchParams.get('metricSelector') ?? '').split(/,(?![^(]*\))/);
  return {
    resolution: '1m',
    totalCount: selectors.length,
    result: selectors.map((metricId) => ({ metricId, data: [{ dimensions: [], timestamps, values }] })),
  };
};

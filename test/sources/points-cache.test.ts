import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { S3PointsCache } from '../../lambda/aws/points-cache.client';
import { CloudWatchSource } from '../../lambda/sources/cloudwatch/cloudwatch-source';
import { LayeredCache, MemoryCache, type PointsCache } from '../../lambda/sources/points-cache';
import { CloudWatchServer, json, result } from './cloudwatch-server';
import { request, signature, start, windowOf } from './requests';

const hour = 3_600_000;
const now = start + 20 * 60_000;
const throughput = signature('service.requestspermin', 'count');
const current = request(throughput, { id: 'now' });
const history = [24, 48].map((hours) => request(throughput, { id: `${hours}`, window: windowOf(10, start - hours * hour) }));

let stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(stops.map(async (stop) => stop()));
  stops = [];
});

const cloudWatch = async (status = 'Complete') => {
  const server = await CloudWatchServer.start((wire, response) =>
    json(response, {
      MetricDataResults: wire.MetricDataQueries.map(({ Id }) => result(Id, { [wire.StartTime]: 7 }, { StatusCode: status })),
    }),
  );
  stops.push(async () => server.stop());
  return server;
};

/** A bucket: objects by path. */
const bucket = async (broken = false) => {
  const objects = new Map<string, string>();
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url?.split('?')[0] ?? '';
      if (broken) {
        response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>');
      } else if (request.method === 'PUT') {
        objects.set(path, Buffer.concat(chunks).toString());
        response.writeHead(200).end();
      } else {
        const text = objects.get(path);
        response.writeHead(text === undefined ? 404 : 200).end(text ?? '<Error><Code>NoSuchKey</Code></Error>');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(async () => new Promise((resolve) => server.close(resolve).closeAllConnections()));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  });
  stops.push(async () => Promise.resolve(client.destroy()));
  return { objects, cache: new S3PointsCache('evidence', 'points/', client) };
};

const makers: [string, () => Promise<PointsCache>][] = [
  ['in memory', async () => new MemoryCache()],
  ['in S3', async () => (await bucket()).cache],
  ['in memory before S3', async () => new LayeredCache(new MemoryCache(), (await bucket()).cache)],
];

describe.each(makers)('a cache %s', (_, make) => {
  test('keeps history, and a look fetches only what is new', async () => {
    const server = await cloudWatch();
    const source = new CloudWatchSource(server.client(), { clock: () => now, cache: await make() });
    const first = await source.fetch([current, ...history]);
    const second = await source.fetch([current, ...history]);
    expect([first.receipt.metrics, second.receipt.metrics]).toEqual([3, 1]);
    expect(second.answers).toEqual(first.answers);
    expect(server.requests.at(-1)).toMatchObject({ StartTime: start / 1000 });
  });

  test('keeps nothing that was not whole', async () => {
    const server = await cloudWatch('PartialData');
    const source = new CloudWatchSource(server.client(), { clock: () => now, cache: await make() });
    await source.fetch(history);
    expect((await source.fetch(history)).receipt.calls).toBe(2);
  });
});

test('a window that ended less than an hour ago is fetched again', async () => {
  const server = await cloudWatch();
  let clock = now;
  const source = new CloudWatchSource(server.client(), { clock: () => clock, cache: new MemoryCache() });
  const calls = async () => (await source.fetch([current])).receipt.calls;
  expect(await calls()).toBe(1);
  expect(await calls()).toBe(1);
  clock = current.window.end + hour;
  expect(await calls()).toBe(1);
  expect(await calls()).toBe(0);
});

test('another query of the same window is added to what is kept', async () => {
  const server = await cloudWatch();
  const cache = new MemoryCache();
  const source = new CloudWatchSource(server.client(), { clock: () => now, cache });
  const [yesterday] = history;
  const slow = { ...yesterday!, id: 'slow', signature: signature('service.responsetime', 'max') };
  await source.fetch([yesterday!]);
  expect((await source.fetch([yesterday!, slow])).receipt.metrics).toBe(1);
  expect((await source.fetch([yesterday!, slow])).receipt.metrics).toBe(0);
});

test('a bucket that refuses is as if nothing were kept', async () => {
  const server = await cloudWatch();
  const source = new CloudWatchSource(server.client(), { clock: () => now, cache: (await bucket(true)).cache });
  expect((await source.fetch(history)).answers.map(({ outcome }) => outcome.kind)).toEqual(['series', 'series']);
});

test('an object that somebody broke is fetched again and replaced', async () => {
  const server = await cloudWatch();
  const { cache, objects } = await bucket();
  const source = new CloudWatchSource(server.client(), { clock: () => now, cache });
  await source.fetch(history);
  for (const key of objects.keys()) objects.set(key, '<html>');
  expect((await source.fetch(history)).receipt.calls).toBe(2);
  expect((await source.fetch(history)).receipt.calls).toBe(0);
});

test('memory forgets the oldest window first', async () => {
  const cache = new MemoryCache(2);
  for (const at of [1, 2, 3]) await cache.write({ start: at, end: at + 1 }, new Map([['q', new Map([[at, at]])]]));
  expect((await cache.read({ start: 1, end: 2 })).size).toBe(0);
  expect((await cache.read({ start: 3, end: 4 })).size).toBe(1);
});

describe('while a decision is looked at, its windows grow', () => {
  const day = 24 * hour;
  const yesterday = (minutes: number) => request(throughput, { id: 'then', window: windowOf(minutes, start - day) });
  const looks = async (cache: PointsCache | undefined, minutes: readonly number[], ask = yesterday) => {
    const server = await cloudWatch();
    const source = new CloudWatchSource(server.client(), { clock: () => now, ...(cache === undefined ? {} : { cache }) });
    const fetches = [];
    for (const length of minutes) fetches.push(await source.fetch([ask(length)]));
    return { server, fetches };
  };
  const spans = ({ requests }: CloudWatchServer) => requests.map(({ StartTime, EndTime }) => (EndTime - StartTime) / 60);

  test('history is fetched in whole hours, once, and each look sees its own part', async () => {
    const { server, fetches } = await looks(new MemoryCache(), [5, 6, 30]);
    expect(spans(server)).toEqual([60]);
    expect(fetches.map(({ answers: [answer] }) => answer!.outcome.kind === 'series' && answer!.outcome.series)).toMatchObject(
      [5, 6, 30].map((length) => ({ start: start - day, values: [7, ...Array.from({ length: length - 1 }, () => null)] })),
    );
  });

  test('a window that reaches into the next hour is fetched with it', async () => {
    expect(spans((await looks(new MemoryCache(), [59, 61, 62])).server)).toEqual([60, 120]);
  });

  test('without a cache only what was asked for is fetched', async () => {
    expect(spans((await looks(undefined, [5, 6])).server)).toEqual([5, 6]);
  });

  test('whole hours that are only kept in a coarser period are left alone', async () => {
    const old = (minutes: number) => request(throughput, { window: windowOf(minutes, now - 15 * day + 20 * 60_000) });
    expect(spans((await looks(new MemoryCache(), [5, 6], old)).server)).toEqual([5, 6]);
  });

  test('an expression keeps its window, on which its functions may depend', async () => {
    const average = signature({
      kind: 'cloudwatch',
      query: {
        kind: 'expression',
        expression: 'requests - AVG(requests)',
        metrics: { requests: { namespace: 'Shop', metric: 'Requests', statistic: 'Sum' } },
        periodSeconds: 60,
        scale: 1,
      },
    });
    const ask = (minutes: number) => request(average, { window: windowOf(minutes, start - day) });
    expect(spans((await looks(new MemoryCache(), [5, 6], ask)).server)).toEqual([5, 6]);
  });
});

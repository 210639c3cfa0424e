/** What can no longer change is fetched once, by every source that keeps it; and how many calls a decision takes. */
import { dynatraceSource } from '../../lambda/sources/dynatrace/dynatrace-source';
import { defaultLimits } from '../../lambda/sources/http/limits';
import { known } from '../../lambda/sources/http/secret';
import { MemoryCache } from '../../lambda/sources/points-cache';
import { prometheusSource } from '../../lambda/sources/prometheus/prometheus-source';
import type { MetricSource, SeriesRequest } from '../../lambda/sources/source';
import { tagsOf, service } from './dynatrace/tenant';
import { request, signature, start, windowOf } from './requests';
import { startDynatrace, token } from './support/dynatrace-stand-in';
import { startPrometheus } from './support/prometheus-stand-in';
import type { StandIn } from './support/stand-in';
import { quickPace } from './support/time';

let server: StandIn | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const day = 86_400_000;
const hour = 3_600_000;
const minuteOf = (at: number): number => (at - start) / 60_000;

interface Started {
  readonly source: MetricSource;
  /** Calls for values, those about entities left out. */
  readonly calls: () => number;
}

const dynatrace = async (cache: MemoryCache): Promise<Started> => {
  const started = await startDynatrace({
    entities: [service('Staging'), service('Production')],
    sample: ({ at }) => (minuteOf(at) % 3 === 0 ? null : 5),
  });
  server = started.server;
  return {
    source: dynatraceSource({ url: started.url, token: known(token), pace: quickPace(), cache }),
    calls: () => started.server.requests.filter(({ path }) => path.endsWith('/metrics/query')).length,
  };
};

const prometheus = async (cache: MemoryCache): Promise<Started> => {
  const started = await startPrometheus({ evaluate: (_, second) => ((second / 60 - start / 60_000 - 1) % 3 === 0 ? null : '5') });
  server = started.server;
  return {
    source: prometheusSource({ url: started.url, auth: { kind: 'none' }, pace: quickPace(), cache }),
    calls: () => started.server.requests.filter(({ path }) => path.endsWith('/query_range')).length,
  };
};

const inEnvironment = (name: string, of: ReturnType<typeof signature>, more: Partial<SeriesRequest>): SeriesRequest =>
  request(of, { environment: { name, tags: tagsOf(name), prometheus: { labels: { env: name } } }, ...more });

const throughput = signature('service.requestspermin');
const yesterday = inEnvironment('Staging', throughput, { id: 'yesterday', window: windowOf(10, start - day) });
const today = inEnvironment('Staging', throughput, { id: 'today' });

describe.each([
  ['Dynatrace', dynatrace],
  ['Prometheus', prometheus],
])('%s', (_, open) => {
  test('history is fetched once, and is the same the second time', async () => {
    const { source, calls } = await open(new MemoryCache());
    const first = await source.fetch([yesterday]);
    expect(calls()).toBe(1);
    const second = await source.fetch([yesterday]);
    expect(calls()).toBe(1);
    expect(second.answers).toEqual(first.answers);
    expect(first.answers[0]!.outcome).toMatchObject({ series: { values: [null, 5, 5, null, 5, 5, null, 5, 5, null] } });
  });

  test('history whose window grows from look to look is fetched once too', async () => {
    const { source, calls } = await open(new MemoryCache());
    for (const minutes of [4, 5, 6]) {
      const { answers } = await source.fetch([{ ...yesterday, window: windowOf(minutes, start - day) }]);
      expect(answers[0]!.outcome).toMatchObject({ series: { values: [null, 5, 5, null, 5, 5].slice(0, minutes) } });
    }
    expect(calls()).toBe(1);
  });

  test('what may still change is fetched again', async () => {
    const { source, calls } = await open(new MemoryCache());
    await source.fetch([today]);
    await source.fetch([today]);
    expect(calls()).toBe(2);
  });

  test('an answer that failed is not kept', async () => {
    const { source, calls } = await open(new MemoryCache());
    server!.constantFault = { kind: 'status', status: 403 };
    await source.fetch([yesterday]);
    server!.constantFault = undefined;
    expect((await source.fetch([yesterday])).answers[0]!.outcome.kind).toBe('series');
    expect(calls()).toBe(2);
  });
});

describe('50 signatures, both windows and ten earlier pairs on Dynatrace', () => {
  const signatures = Array.from({ length: 50 }, (_, index) =>
    signature('service.responsetime', `p${index + 50 > 99 ? index : index + 50}`),
  );
  const pair = (hours: number): SeriesRequest[] =>
    ['Staging', 'Production'].flatMap((name) =>
      signatures.map((of) => inEnvironment(name, of, { id: `${name} ${of.aggregate} ${hours}`, window: windowOf(30, start - hours * 2 * hour) })),
    );
  /** Round trips one after the other, as so many calls are under way at once. */
  const rounds = (): number => Math.ceil(server!.requests.length / defaultLimits.concurrency);

  test('take at most six round trips, and then those of today only', async () => {
    const { source } = await dynatrace(new MemoryCache());
    const all = Array.from({ length: 11 }, (_, index) => pair(index)).flat();
    const { answers } = await source.fetch(all);
    expect(answers.every(({ outcome }) => outcome.kind === 'series')).toBe(true);
    expect(rounds()).toBeLessThanOrEqual(6);
    server!.requests.length = 0;
    await source.fetch(all);
    expect(rounds()).toBeLessThanOrEqual(3);
  }, 60_000);
});

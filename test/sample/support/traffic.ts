import type { SeriesOutcome } from '../../../lambda/judge/series';
import type { ServiceSpec } from '../../../lambda/monspec/monspec';
import { createApplication } from '../../../sample/app/application';
import type { BuildDefinition } from '../../../sample/app/build';
import { answer } from '../../../sample/app/routes';
import { readSettings } from '../../../sample/app/settings';
import { createLog } from '../../../sample/common/log';
import { pathOfRequest } from '../../../sample/load/mix';

/** What a minute of load saw: a latency in milliseconds per request, and how many failed. */
interface Minute {
  readonly latencies: readonly number[];
  readonly failures: number;
}

/** A source of chance that gives the same numbers for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Five minutes of the load generator's requests at 120 a minute, answered by the sample's routes without HTTP. */
export async function measureTraffic(build: BuildDefinition, environment: string, random: () => number): Promise<readonly Minute[]> {
  let slept = 0;
  const app = createApplication({
    settings: readSettings({ ENVIRONMENT: environment }),
    build,
    knownBuilds: [],
    downstream: async () => ({ kind: 'not-configured' }),
    log: createLog(
      { version: 'v', hostname: 'h', appname: 'a' },
      () => undefined,
      () => 0,
    ),
    metrics: { record: () => undefined, flush: () => undefined },
    random,
    sleep: async (milliseconds) => {
      slept = milliseconds;
    },
    elapsed: () => 0,
    now: () => 0,
  });
  const minutes: Minute[] = [];
  for (let minute = 0; minute < 5; minute += 1) {
    const latencies: number[] = [];
    let failures = 0;
    for (let n = 0; n < 120; n += 1) {
      slept = 0;
      const { status } = await answer(app, 'GET', pathOfRequest(n));
      latencies.push(slept + 1);
      failures += status >= 500 ? 1 : 0;
    }
    minutes.push({ latencies, failures });
  }
  return minutes;
}

/** The series that a load balancer would report of this traffic, by signature id. */
export function seriesOf(service: ServiceSpec, minutes: readonly Minute[], start: number): Readonly<Record<string, SeriesOutcome>> {
  const level = (unit: string, value: (minute: Minute) => number): SeriesOutcome => ({
    kind: 'series',
    unit,
    provenance: 'test',
    series: {
      kind: 'level',
      periodSeconds: 60,
      start,
      values: minutes.map(value),
      ...(unit === 'ms' ? { weights: minutes.map(({ latencies }) => latencies.length) } : {}),
    },
  });
  const failureRate: SeriesOutcome = {
    kind: 'series',
    unit: '%',
    provenance: 'test',
    series: {
      kind: 'rate',
      periodSeconds: 60,
      start,
      numerator: minutes.map(({ failures }) => failures),
      denominator: minutes.map(({ latencies }) => latencies.length),
    },
  };
  const byId: Readonly<Record<string, SeriesOutcome>> = {
    'service.responsetime/avg': level('ms', ({ latencies }) => latencies.reduce((sum, one) => sum + one, 0) / latencies.length),
    'service.responsetime/p90': level('ms', ({ latencies }) => latencies.toSorted((a, b) => a - b)[Math.floor(latencies.length * 0.9)]!),
    'service.failurerate/avg': failureRate,
    'service.requestspermin/count': level('requests/min', ({ latencies }) => latencies.length),
  };
  return Object.fromEntries(service.signatures.map(({ id }) => [id, byId[id]!]));
}

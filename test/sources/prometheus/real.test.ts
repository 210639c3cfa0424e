/** The adapter against a real Prometheus server: the Debian package `prometheus`, where it is installed. */
import { prometheusSource } from '../../../lambda/sources/prometheus/prometheus-source';
import type { SeriesRequest } from '../../../lambda/sources/source';
import { key, request, signature, start, windowOf } from '../requests';
import { eventually, isInstalled, RealPrometheus } from '../support/real-prometheus';

const duration = 'http_server_request_duration_seconds';

/** Two requests a second for 12 minutes around the window: one in ten fails, each takes 0.2 s; nothing fails in production. */
const history = (): string => {
  const lines = [`# TYPE ${duration} histogram`, `# UNIT ${duration} seconds`];
  const seconds = Array.from({ length: 12 * 4 + 1 }, (_, index) => start / 1000 - 60 + index * 15);
  for (const env of ['staging', 'production']) {
    for (const [status, share] of env === 'staging'
      ? ([
          ['200', 0.9],
          ['500', 0.1],
        ] as const)
      : ([['200', 1]] as const)) {
      const labels = `job="shop",env="${env}",http_route="/api",http_response_status_code="${status}"`;
      const rows = (suffix: string, more: string, factor: number): string[] =>
        seconds.map((second, index) => `${duration}${suffix}{${labels}${more}} ${index * 30 * share * factor} ${second}`);
      lines.push(
        ...rows('_bucket', ',le="0.1"', 0),
        ...rows('_bucket', ',le="0.25"', 1),
        ...rows('_bucket', ',le="+Inf"', 1),
        ...rows('_count', '', 1),
        ...rows('_sum', '', 0.2),
      );
    }
  }
  return `${lines.join('\n')}\n# EOF\n`;
};

const within = (env: string, ...of: Parameters<typeof signature>): SeriesRequest =>
  request(signature(...of), { environment: { name: env, tags: [], prometheus: { labels: { job: 'shop', env } } } });

if (!isInstalled) {
  process.stderr.write(
    'The suite against a real Prometheus server is skipped: /usr/bin/prometheus is not installed (Debian package "prometheus").\n',
  );
}

(isInstalled ? describe : describe.skip)(
  'a real Prometheus server (skipped where the Debian package "prometheus" is not installed)',
  () => {
    let prometheus: RealPrometheus;
    let requests = 0;

    beforeAll(async () => {
      const now = (): string => {
        requests += 30;
        return `# TYPE ${duration} histogram\n${duration}_bucket{le="+Inf"} ${requests}\n${duration}_sum ${requests * 0.1}\n${duration}_count ${requests}\n`;
      };
      prometheus = await RealPrometheus.start(history(), { now });
    }, 40_000);

    afterAll(async () => prometheus.stop());

    const outcomeOf = async (wanted: SeriesRequest) => {
      const { answers } = await prometheusSource({ url: prometheus.url, auth: { kind: 'none' } }).fetch([wanted]);
      return answers[0]!.outcome;
    };

    const valuesOf = async (wanted: SeriesRequest): Promise<(number | null)[]> => {
      const outcome = await outcomeOf(wanted);
      expect(outcome).toMatchObject({ kind: 'series' });
      const series = outcome.kind === 'series' ? outcome.series : undefined;
      return (series?.kind === 'level' ? series.values : (series?.numerator ?? [])).map((value) =>
        value === null ? null : Math.round(value * 100) / 100,
      );
    };

    const ten = (value: number): number[] => Array.from({ length: 10 }, () => value);

    test.each<[string, Parameters<typeof signature>, number]>([
      ['requests per minute', ['service.requestspermin'], 120],
      ['average response time in ms', ['service.responsetime'], 200],
      ['median, in the middle of its bucket', ['service.responsetime', 'median'], 175],
      ['p90', ['service.responsetime', 'p90'], 235],
      ['errors', ['service.errorcounthttp5xx'], 12],
      ['failures', ['service.failurerate'], 12],
      ['failures of a route', ['servicemethod.failurerate', 'avg', { method: '/api' }], 12],
      ['client errors, of which there are none', ['service.clientsidefailurerate'], 0],
      [
        'a rate of two counts',
        [{ kind: 'rate', numerator: key('service.errorcounthttp5xx'), denominator: key('service.requestspermin') }],
        12,
      ],
      ['an expression', [{ kind: 'timeseries', key: `prometheus:sum(increase(${duration}_count{$labels}[1m]))` }], 120],
      ['a gauge', [{ kind: 'timeseries', key: `prometheus:${duration}_count` }], Number.NaN],
    ])('%s', async (_, of, expected) => {
      const values = await valuesOf(within('staging', ...of));
      expect(values).toHaveLength(10);
      expect(values).toEqual(Number.isNaN(expected) ? expect.arrayContaining([expect.any(Number)]) : ten(expected));
    });

    test('an environment that never failed has no error series, and no errors', async () => {
      expect(await valuesOf(within('production', 'service.failurerate'))).toEqual(ten(0));
    });

    test.each<[string, SeriesRequest, string]>([
      ['labels that nothing has', within('nowhere', 'service.requestspermin'), 'no-entity'],
      ['a route that nobody asked for', within('staging', 'servicemethod.responsetime', 'avg', { method: '/none' }), 'no-data'],
      [
        'a time before there was anything',
        { ...within('staging', 'service.requestspermin'), window: windowOf(10, start - 86_400_000) },
        'no-entity',
      ],
      ['an expression that is none', within('staging', { kind: 'timeseries', key: 'prometheus:sum(rate($labels)' }), 'bad-query'],
      [
        'an expression with several series',
        within('staging', { kind: 'timeseries', key: `prometheus:rate(${duration}_count{$labels}[1m])` }),
        'bad-query',
      ],
    ])('%s', async (_, wanted, kind) => {
      expect((await outcomeOf(wanted)).kind).toBe(kind);
    });

    test('a target that is scraped right now', async () => {
      const now = (): SeriesRequest => {
        const end = Math.floor(Date.now() / 1000) * 1000;
        return { ...within('now', 'service.requestspermin'), window: { start: end - 60_000, end } };
      };
      expect(await eventually(async () => (await outcomeOf(now())).kind === 'series')).toBe(true);
    }, 40_000);
  },
);

/** `evaluate` on a real Prometheus server that scrapes the sample application: Debian's package, where it is installed. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createExporter } from '../../../sample/app/exporter';
import { durationsOf } from '../../../sample/app/wire';
import { defineBuild } from '../../../sample/builds';
import { close, listen, startService, type TestService } from '../../sample/support/service';
import { eventually, isInstalled, RealPrometheus } from '../../sources/support/real-prometheus';
import { run } from '../support/run';
import { monspec, monspecFile } from '../support/series';

const minute = 60_000;

if (!isInstalled) {
  process.stderr.write('The evaluation on a real Prometheus server is skipped: install the Debian package "prometheus" for it.\n');
}

/**
 * Staging and production run a good build, and beside it production has a version that fails half of its requests. What
 * tells them apart are the sample's own labels.
 */
const environments = [
  { name: 'Staging', build: 1, environment: 'Staging', version: 'v1' },
  { name: 'Production', build: 1, environment: 'Production', version: 'v1' },
  { name: 'Next', build: 2, environment: 'Production', version: 'v2' },
] as const;

(isInstalled ? describe : describe.skip)('a real Prometheus server that scrapes the sample (skipped where it is not installed)', () => {
  let samples: readonly TestService[];
  let exporters: readonly Server[];
  let prometheus: RealPrometheus;
  /** The minute in which there was load. */
  let loaded: number;

  const load = async (requests: number): Promise<void> => {
    for (let sent = 0; sent < requests; sent += 1) await Promise.all(samples.map(async (one) => one.get('/api/invoke')));
  };

  beforeAll(async () => {
    const all = environments.map((one) => ({ ...one, durations: durationsOf(one) }));
    samples = await Promise.all(
      all.map(({ build, durations }) =>
        startService({ build: defineBuild(build), durations, random: Math.random, elapsed: () => performance.now() }),
      ),
    );
    const scrapes = all.map(() => 0);
    exporters = all.map(({ durations }, index) => createExporter(durations).on('request', () => void (scrapes[index]! += 1)));
    await Promise.all(exporters.map(listen));
    const targets = all.map(({ name }, index) => [name, (exporters[index]!.address() as AddressInfo).port]);
    prometheus = await RealPrometheus.start('', Object.fromEntries(targets));
    const scrapedAgain = async (): Promise<boolean> => {
      const wanted = scrapes.map((count) => count + 2);
      return eventually(async () => scrapes.every((count, index) => count >= wanted[index]!));
    };
    const second = (Date.now() % minute) / 1000;
    if (second > 48) await sleep((60 - second) * 1000 + 100);
    loaded = Math.floor(Date.now() / minute) * minute;
    // A rate is what a counter grows by from scrape to scrape.
    await scrapedAgain();
    for (let round = 0; round < 2; round += 1) {
      await load(50);
      await scrapedAgain();
    }
  }, 60_000);

  afterAll(async () => {
    await Promise.all([prometheus.stop(), ...samples.map(async (one) => one.close()), ...exporters.map(close)]);
  });

  const evaluate = async (candidate: string) => {
    const labels = (more: Readonly<Record<string, string>>) => ({ prometheus: { labels: { job: 'shop', ...more } } });
    const described = environments.map(({ name, environment, version }) => [name, labels({ environment, version })]);
    const shop = {
      ...monspec.shop,
      environments: { ...Object.fromEntries(described), Nowhere: labels({ environment: 'Nowhere' }) },
      comparisons: [{ name: 'C', source: candidate, compare: 'Production', scalefactorperc: { default: 900 } }],
    };
    const clock = jest.spyOn(Date, 'now').mockReturnValue(loaded + minute + 1);
    try {
      return await run(
        ['evaluate', monspecFile({ shop }, 'real.json'), '--comparison', 'C', '--last', '1m', '--delay', '0s', '--source', 'prometheus'],
        { PROMETHEUS_URL: prometheus.url, PROMETHEUS_SCRAPE_SECONDS: '1' },
      );
    } finally {
      clock.mockRestore();
    }
  };

  test('a good build passes', async () => {
    const { code, out } = await evaluate('Staging');
    expect(out).toMatch(/Pass: Staging against Production/);
    expect(code).toBe(0);
  });

  test('a version beside it that fails half of its requests fails', async () => {
    const { code, out } = await evaluate('Next');
    expect(out).toMatch(/Fail: Next against Production: Failure rate \(avg\) \d\d(\.\d+)? % /);
    expect(code).toBe(1);
  });

  test('an environment that is not scraped is no pass, and says what was looked for', async () => {
    const { code, out } = await evaluate('Nowhere');
    expect([code, out]).toEqual([2, expect.stringContaining('environment="Nowhere"')]);
  });
});

/** `evaluate` on a real Prometheus server that scrapes the sample application: Debian's package, where it is installed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { defineBuild } from '../../../sample/builds';
import { startService, type TestService } from '../../sample/support/service';
import { observed } from '../../sources/support/observed';
import { eventually, isInstalled, RealPrometheus } from '../../sources/support/real-prometheus';
import { run } from '../support/run';
import { monspec, monspecFile } from '../support/series';

const minute = 60_000;

if (!isInstalled) {
  process.stderr.write('The evaluation on a real Prometheus server is skipped: install the Debian package "prometheus" for it.\n');
}

/** Staging and production run a good build, and a third environment one that fails half of its requests. */
const environments = [
  { name: 'Staging', build: 1 },
  { name: 'Production', build: 1 },
  { name: 'Bad', build: 2 },
] as const;

(isInstalled ? describe : describe.skip)('a real Prometheus server that scrapes the sample (skipped where it is not installed)', () => {
  let samples: readonly TestService[];
  let prometheus: RealPrometheus;
  /** The minute in which there was load. */
  let loaded: number;

  const load = async (requests: number): Promise<void> => {
    for (let sent = 0; sent < requests; sent += 1) await Promise.all(samples.map(async (one) => one.get('/api/invoke')));
  };

  beforeAll(async () => {
    samples = await Promise.all(
      environments.map(({ build }) => startService({ build: defineBuild(build), random: Math.random, elapsed: () => performance.now() })),
    );
    const scrapes = environments.map(() => 0);
    const targets = environments.map(({ name }, index) => {
      const tell = observed(samples[index]!.server);
      return [name, () => ((scrapes[index]! += 1), tell())];
    });
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
    await Promise.all([prometheus.stop(), ...samples.map(async (one) => one.close())]);
  });

  const evaluate = async (candidate: string) => {
    const labels = (env: string) => ({ prometheus: { labels: { job: 'shop', env } } });
    const shop = {
      ...monspec.shop,
      environments: Object.fromEntries([...environments.map(({ name }) => name), 'Nowhere'].map((name) => [name, labels(name)])),
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

  test('a build that fails half of its requests fails', async () => {
    const { code, out } = await evaluate('Bad');
    expect(out).toMatch(/Fail: Bad against Production: Failure rate \(avg\) [345]\d(\.\d+)? % /);
    expect(code).toBe(1);
  });

  test('an environment that is not scraped is no pass, and says what was looked for', async () => {
    const { code, out } = await evaluate('Nowhere');
    expect([code, out]).toEqual([2, expect.stringContaining('env="Nowhere"')]);
  });
});

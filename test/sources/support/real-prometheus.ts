/** A real Prometheus server on this machine, with a past that the test writes and a target that it scrapes. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [binary, tool] = ['/usr/bin/prometheus', '/usr/bin/promtool'];

/** Whether the Debian package `prometheus` is installed. */
export const isInstalled = existsSync(binary) && existsSync(tool);

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const isReady = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/-/ready`)).ok;
  } catch {
    return false;
  }
};

/** Asks until the answer is yes; gives up after 20 seconds. */
export const eventually = async (ask: () => Promise<boolean>): Promise<boolean> => {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await ask()) {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
};

/** A running server. */
export class RealPrometheus {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly process: ChildProcess,
    private readonly exporters: readonly Server[],
  ) {}

  /**
   * Starts it with a past in OpenMetrics text, and targets that it scrapes every second, by their label `env`: what they
   * tell, or the port of one that runs already.
   */
  static async start(past: string, targets: Readonly<Record<string, (() => string) | number>>): Promise<RealPrometheus> {
    const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
    const exporters: Server[] = [];
    const portOf = async (target: (() => string) | number): Promise<number> => {
      if (typeof target === 'number') return target;
      const head = { 'content-type': 'text/plain; version=0.0.4' };
      const exporter = createServer((_, response) => response.writeHead(200, head).end(target()));
      exporters.push(exporter);
      return listen(exporter);
    };
    const ports = await Promise.all(Object.values(targets).map(portOf));
    const port = await freePort();
    writeFileSync(join(folder, 'past.om'), past);
    if (past !== '') execFileSync(tool, ['tsdb', 'create-blocks-from', 'openmetrics', join(folder, 'past.om'), join(folder, 'data')], { stdio: 'pipe' });
    const scrape = {
      job_name: 'shop',
      scrape_interval: '1s',
      static_configs: Object.keys(targets).map((env, index) => ({ targets: [`127.0.0.1:${ports[index]}`], labels: { env } })),
    };
    writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify({ scrape_configs: [scrape] }));
    const flags = {
      'config.file': join(folder, 'prometheus.yml'),
      'storage.tsdb.path': join(folder, 'data'),
      'storage.tsdb.retention.time': '100y',
      'web.listen-address': `127.0.0.1:${port}`,
      'log.level': 'error',
    };
    const child = spawn(
      binary,
      Object.entries(flags).map(([name, value]) => `--${name}=${value}`),
      { stdio: 'ignore' },
    );
    const started = new RealPrometheus(`http://127.0.0.1:${port}`, folder, child, exporters);
    if (!(await eventually(async () => isReady(started.url)))) {
      await started.stop();
      throw new TypeError('Prometheus did not start.');
    }
    return started;
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    await gone;
    await Promise.all(this.exporters.map((exporter) => new Promise((resolve) => exporter.close(resolve).closeAllConnections())));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The compiled programs as processes: how they start, log and end. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bundleSample } from '../../sample/bundle';
import { temporaryFolder, unzipTo } from './support/bundle';
import { close, listen } from './support/service';

const folder = temporaryFolder();
const app = join(folder.path, 'app');
const load = join(folder.path, 'load');
const running: ChildProcess[] = [];

beforeAll(async () => {
  const bundle = await bundleSample({ builds: [3], outDir: folder.path });
  await unzipTo(bundle.applications[0]!.file, app);
  await unzipTo(bundle.tests, load);
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => folder.remove());

interface Program {
  readonly child: ChildProcess;
  readonly lines: Record<string, unknown>[];
  /** Resolves with the first line of this message. */
  line(message: string): Promise<Record<string, unknown>>;
  /** Resolves with the exit code when the process has ended. */
  readonly ended: Promise<number | null>;
}

function start(file: string, env: Record<string, string>, nodeOptions: readonly string[] = []): Program {
  const child = spawn(process.execPath, [...nodeOptions, file], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  const lines: Record<string, unknown>[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(JSON.parse(line) as Record<string, unknown>));
  const ended = Promise.all([once(child, 'exit'), once(reader, 'close')]).then(([[code]]) => code as number | null);
  const line = async (message: string) => {
    for (;;) {
      const found = lines.find((one) => one['message'] === message);
      if (found !== undefined) return found;
      await Promise.race([once(reader, 'line'), ended]);
    }
  };
  return { child, lines, line, ended };
}

test('the service starts, answers with its build, and stops gracefully at SIGTERM', async () => {
  const service = start(join(app, 'server.js'), { PORT: '0', HOST: '127.0.0.1', ENVIRONMENT: 'Production', VERSION: 'v-1' });
  const up = await service.line('Service is up and running');
  expect(up).toMatchObject({ level: 'info', build: 3, environment: 'Production', version: 'v-1', appname: 'unbreakable-sample' });
  const url = `http://127.0.0.1:${String(up['port'])}`;
  expect(await (await fetch(`${url}/api/version`)).json()).toEqual({ build: 3, version: 'v-1', environment: 'Production' });

  const inFlight = fetch(`${url}/api/invoke?sleep=200`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  service.child.kill('SIGTERM');
  expect((await inFlight).status).toBe(200);
  expect(await service.ended).toBe(0);
  expect(service.lines.find(({ message }) => message === 'Request metrics')).toMatchObject({
    Requests: 2,
    Errors: 0,
    service: 'unbreakable-sample',
  });
  expect(service.lines.at(-1)).toMatchObject({ message: 'Service has stopped', requests: 2 });
});

test('with a port for metrics Prometheus may scrape it there, and nowhere else', async () => {
  const variables = { PORT: '0', HOST: '127.0.0.1', METRICS_PORT: '0', ENVIRONMENT: 'Production', VERSION: 'v-1' };
  const service = start(join(app, 'server.js'), variables);
  const [told, up] = await Promise.all([service.line('Prometheus may scrape /metrics'), service.line('Service is up and running')]);
  const url = `http://127.0.0.1:${String(up['port'])}`;
  expect([(await fetch(`${url}/metrics`)).status, (await fetch(`${url}/api/version`)).status]).toEqual([404, 200]);
  const scraped = await (await fetch(`http://127.0.0.1:${String(told['port'])}/metrics`)).text();
  const labels = 'http_route="/api/version",http_request_method="GET",http_response_status_code="200",environment="Production",version="v-1"';
  expect(scraped).toContain(`http_server_request_duration_seconds_count{${labels}} 1\n`);
  service.child.kill('SIGTERM');
  expect(await service.ended).toBe(0);
});

test.each([
  ['a port that is no port', { PORT: 'x', ENVIRONMENT: 'Staging' }, 'PORT: received "x"'],
  ['no environment', { PORT: '0' }, 'ENVIRONMENT'],
])('the service does not start with %s, and says why', async (_name, env, reason) => {
  const service = start(join(app, 'server.js'), env);
  expect(await service.ended).toBe(1);
  expect(service.lines).toEqual([expect.objectContaining({ level: 'error', message: 'Service could not start' })]);
  expect(service.lines[0]?.['reason']).toContain(reason);
});

test.each([
  ['missing', undefined, 'ENOENT'],
  ['no JSON', '{', 'JSON'],
  ['of another shape', '{"build":"three","colour":"#000000"}', 'build: received "three"'],
])('the service does not start where build.json is %s', async (_name, content, reason) => {
  const broken = join(folder.path, `broken-${reason.length}`);
  await unzipTo(join(folder.path, 'app-3.zip'), broken);
  if (content === undefined) rmSync(join(broken, 'build.json'));
  else writeFileSync(join(broken, 'build.json'), content);
  const service = start(join(broken, 'server.js'), { PORT: '0', ENVIRONMENT: 'Staging' });
  expect(await service.ended).toBe(1);
  expect(service.lines[0]?.['reason']).toContain(reason);
});

describe('load generator', () => {
  let requests = 0;
  const target = createServer((_request, response) => {
    requests += 1;
    response.end('ok');
  });
  let url: string;
  beforeAll(async () => {
    url = await listen(target);
  });
  afterAll(() => close(target));
  beforeEach(() => {
    requests = 0;
  });

  /** The global timer runs 120 times faster, as in a rehearsal; Date follows it, however busy the machine is. */
  const fastClock = () => {
    const file = join(folder.path, 'fast-clock.js');
    writeFileSync(
      file,
      `const real = setTimeout;
       let now = Date.now();
       Date.now = () => now;
       globalThis.setTimeout = (act, ms) => {
         const due = now + ms;
         return real(() => { now = Math.max(now, due); act(); }, ms / 120);
       };`,
    );
    return ['--require', file];
  };

  test('keeps its pace in fast time and ends by itself with exit code 0', async () => {
    const generator = start(
      join(load, 'load.js'),
      { TARGET_URL: url, REQUESTS_PER_MINUTE: '60', LOAD_MINUTES: '2', VERSION: 'v-2' },
      fastClock(),
    );
    expect(await generator.ended).toBe(0);
    expect(generator.lines[0]).toMatchObject({ message: 'Load has started', version: 'v-2', appname: 'unbreakable-load-test' });
    expect(generator.lines.at(-1)).toMatchObject({ message: 'Load has ended', stopped: false });
    const skipped = generator.lines.reduce((sum, line) => sum + Number(line['skipped'] ?? 0), 0);
    expect(requests + skipped).toBe(120);
    expect(generator.lines.reduce((sum, line) => sum + Number(line['answered'] ?? 0), 0)).toBe(requests);
  });

  test('ends at SIGTERM with its last summary', async () => {
    const generator = start(join(load, 'load.js'), { TARGET_URL: url, REQUESTS_PER_MINUTE: '6000' });
    await generator.line('Load has started');
    await once(target, 'request');
    generator.child.kill('SIGTERM');
    expect(await generator.ended).toBe(0);
    expect(generator.lines.map(({ message }) => message)).toEqual(['Load has started', 'Load of the last minute', 'Load has ended']);
  });

  test('goes on where nobody answers', async () => {
    const generator = start(
      join(load, 'load.js'),
      { TARGET_URL: 'http://127.0.0.1:1', REQUESTS_PER_MINUTE: '60', LOAD_MINUTES: '1' },
      fastClock(),
    );
    expect(await generator.ended).toBe(0);
    expect(generator.lines.reduce((sum, line) => sum + Number(line['unanswered'] ?? 0) + Number(line['skipped'] ?? 0), 0)).toBe(60);
  });

  test('does not start without a target, and says why', async () => {
    const generator = start(join(load, 'load.js'), { TARGET_URL: 'nowhere' });
    expect(await generator.ended).toBe(1);
    expect(generator.lines).toEqual([expect.objectContaining({ level: 'error', message: 'Load could not start' })]);
    expect(generator.lines[0]?.['reason']).toContain('TARGET_URL: received "nowhere"');
  });
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProcessKeeper } from '../../../rehearsal/compute/process-keeper';
import { Supervisor } from '../../../rehearsal/compute/supervisor';
import { systemctl } from '../../../rehearsal/compute/systemctl';
import { eventually } from '../support/fake-cloud';

let root: string;
let keeper: ProcessKeeper;
let supervisor: Supervisor;
let reports: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'root-'));
  mkdirSync(join(root, 'etc/systemd/system'), { recursive: true });
  keeper = new ProcessKeeper();
  reports = [];
  const host = { root, port: 4711, base: { BASE: 'b' }, forced: { FORCED: 'f' } };
  supervisor = new Supervisor(host, keeper, (message) => reports.push(message));
});

afterEach(async () => {
  await supervisor.shutDown();
  await keeper.stop();
  rmSync(root, { recursive: true });
});

const unit = (name: string, script: string, ...lines: readonly string[]): void => {
  writeFileSync(join(root, `${name}.js`), script);
  writeFileSync(
    join(root, `etc/systemd/system/${name}.service`),
    ['[Service]', `ExecStart=/usr/bin/node /${name}.js`, 'StandardOutput=append:/out.log', ...lines, ''].join('\n'),
  );
};
const run = (...words: readonly string[]) => systemctl(supervisor, words);
const output = () => readFileSync(join(root, 'out.log'), 'utf8');
const forever = 'setInterval(() => {}, 1000); console.log(JSON.stringify(process.env));';
const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('starts with the variables of the unit, the local port and what is forced', async () => {
  writeFileSync(join(root, 'app.env'), 'PORT=8080\nFORCED=no\nBASE=unit\n');
  unit('app', forever, 'EnvironmentFile=/app.env', 'Environment=OWN=1 BASE=overridden');
  expect(await run('start', 'app')).toMatchObject({ code: 0 });
  const environment = JSON.parse(await eventually(() => output().trim() || undefined)) as Record<string, string>;
  expect(environment).toMatchObject({ PORT: '4711', FORCED: 'f', BASE: 'unit', OWN: '1' });
  expect(environment['HOME']).toBeUndefined();
});

test('states and exit codes are those of systemctl', async () => {
  unit('app', forever);
  expect(await run('is-active', 'app')).toEqual({ code: 3, out: ['inactive'], error: [] });
  expect(await run('enable', '--now', 'app.service')).toMatchObject({ code: 0 });
  expect(await run('is-active', '--quiet', 'app')).toEqual({ code: 0, out: [], error: [] });
  expect(await run('is-enabled', 'app')).toMatchObject({ code: 0, out: ['enabled'] });
  expect(await run('disable', '--now', 'app')).toMatchObject({ code: 0 });
  expect(await run('is-active', 'app')).toMatchObject({ code: 3, out: ['inactive'] });
});

test.each([
  [['stop', 'none'], 5, /Unit none.service not found/],
  [['is-active', 'none'], 3, undefined],
  [['mask', 'none'], 1, /Unknown command verb mask/],
  [['start'], 1, /Too few arguments/],
  [['daemon-reload'], 0, undefined],
])('systemctl %j ends with code %i', async (words, code, message) => {
  const reply = await run(...words);
  expect(reply.code).toBe(code);
  expect(reply.error.join()).toMatch(message ?? /^$/);
});

test('a missing environment file fails the start', async () => {
  unit('app', forever, 'EnvironmentFile=/none.env');
  expect(await run('start', 'app')).toMatchObject({ code: 1, error: [expect.stringContaining('/none.env')] });
});

test('restart replaces the process', async () => {
  unit('app', forever);
  await run('start', 'app');
  const first = supervisor.pid('app.service')!;
  await run('restart', 'app');
  expect(supervisor.pid('app.service')).not.toBe(first);
  expect(alive(first)).toBe(false);
});

test('a service that fails is started again until it fails too often', async () => {
  unit('app', 'console.log("start"); process.exit(1)', 'Restart=on-failure', 'RestartSec=10ms');
  await run('start', 'app');
  await eventually(() =>
    supervisor.state('app.service') === 'failed' && reports.some((line) => line.includes('too quickly')) ? true : undefined,
  );
  expect(output().trim().split('\n')).toHaveLength(5);
});

test('a service that ends well is not started again', async () => {
  unit('app', 'console.log("done")', 'Restart=on-failure', 'RestartSec=10ms');
  await run('start', 'app');
  await eventually(() => (supervisor.state('app.service') === 'inactive' ? true : undefined));
  expect(output()).toBe('done\n');
});

test('stopping ends the whole group, also one that ignores SIGTERM', async () => {
  const stubborn = `
    process.on('SIGTERM', () => {});
    const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    console.log(child.pid);
    setInterval(() => {}, 1000);`;
  unit('app', stubborn, 'TimeoutStopSec=200ms');
  await run('start', 'app');
  const main = supervisor.pid('app.service')!;
  const child = Number(await eventually(() => output().trim() || undefined));
  await run('stop', 'app');
  expect(alive(main)).toBe(false);
  await eventually(() => (alive(child) ? undefined : true));
});

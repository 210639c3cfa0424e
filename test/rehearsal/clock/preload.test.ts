import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildPreload, preloadOptions } from '../../../rehearsal/clock/preload-options';
import { virtualClock } from '../../../rehearsal/clock/virtual-clock';

const run = promisify(execFile);
const virtualStart = Date.UTC(2031, 0, 1);
let directory = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'preload "quoted" '));
  await buildPreload(directory);
});
afterAll(() => rm(directory, { recursive: true }));

/** What a child process prints as JSON. */
const inChild = async (script: string, timers: 'real' | 'virtual' = 'real', flags: readonly string[] = []): Promise<unknown> => {
  const clock = virtualClock({ speed: 100, realStart: Date.now(), virtualStart });
  const env = { PATH: process.env['PATH'], ...preloadOptions({ directory, clock }, { timers }) };
  const { stdout } = await run(process.execPath, [...flags, '-e', script], { env });
  return JSON.parse(stdout) as unknown;
};

const print = (expression: string): string => `console.log(JSON.stringify(${expression}))`;

test('Date is virtual without arguments, and a Date in every way', async () => {
  const script = print(`[
    new Date().getUTCFullYear(), new Date(Date.now()).getUTCFullYear(), Date().includes('2031'),
    new Date(0).toISOString(), new Date(2020, 1, 2).getMonth(), Date.UTC(1970, 0, 1),
    new Date() instanceof Date, structuredClone(new Date(5)) instanceof Date, new Date().constructor === Date,
    new (class Later extends Date { year() { return this.getUTCFullYear(); } })().year(),
  ]`);
  expect(await inChild(script)).toEqual([2031, 2031, true, '1970-01-01T00:00:00.000Z', 1, 0, true, true, true, 2031]);
});

test('virtual time passes faster than the time that is measured', async () => {
  const script = `const d = Date.now(), p = performance.now();
    setTimeout(() => { const v = Date.now() - d, r = performance.now() - p; ${print('v / r > 50')} }, 200)`;
  expect(await inChild(script)).toBe(true);
});

/** Which comes first: the end of a wait, or a signal after so many real milliseconds. */
const race = (wait: string, milliseconds: number): string => `
  const signal = new Promise((r) => AbortSignal.timeout(${milliseconds}).addEventListener('abort', () => r('signal')));
  Promise.race([${wait}.then(() => 'wait'), signal]).then((first) => { ${print('first')}; process.exit() })`;

const longWait = 'new Promise((r) => setTimeout(r, 60_000))';

test.each([
  ['setTimeout', longWait],
  ['setInterval', 'new Promise((r) => setInterval(r, 60_000))'],
  ['node:timers/promises', "require('node:timers/promises').setTimeout(60_000)"],
  ['a promisified setTimeout', "require('node:util').promisify(setTimeout)(60_000)"],
])('%s is scaled when timers are virtual; AbortSignal.timeout is not', async (_what, wait) => {
  expect(await inChild(race(wait, 20_000), 'virtual')).toBe('wait');
});

test('timers imported by an ES module are scaled too', async () => {
  const script = `import { setTimeout as sleep } from 'node:timers/promises'; ${race('sleep(60_000)', 20_000)}`;
  expect(await inChild(script, 'virtual', ['--input-type=module'])).toBe('wait');
});

test('timers stay real when not asked for', async () => {
  expect(await inChild(race(longWait, 1000))).toBe('signal');
});

test('a handle can still be cleared, and arguments still arrive', async () => {
  const script = `const t = setTimeout(() => console.log('"late"'), 1000); clearTimeout(t); setTimeout((a, b) => ${print('[a, b]')}, 10, 1, 2)`;
  expect(await inChild(script, 'virtual')).toEqual([1, 2]);
});

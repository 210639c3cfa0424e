import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { eventually } from '../support/fake-cloud';

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A program that keeps a unit and its grandchild running, and says who they are. */
const program = (root: string) => `
  import { ProcessKeeper } from '${join(__dirname, '../../../rehearsal/compute/process-keeper')}';
  import { Supervisor } from '${join(__dirname, '../../../rehearsal/compute/supervisor')}';
  const root = '${root}';
  const supervisor = new Supervisor({ root, port: 1, base: {}, forced: {} }, new ProcessKeeper(), () => {});
  supervisor.start('app.service');
  console.log(supervisor.pid('app.service'));
  setInterval(() => {}, 1000);
`;

test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
  'nothing is left when the rehearsal ends by %s',
  async (signal) => {
    const root = mkdtempSync(join(tmpdir(), 'left-behind-'));
    writeFileSync(
      join(root, 'app.js'),
      `
    process.on('SIGTERM', () => {});
    const child = require('node:child_process').spawn('sleep', ['60']);
    require('node:fs').writeFileSync('${root}/child', String(child.pid));
    setInterval(() => {}, 1000);`,
    );
    const units = join(root, 'etc/systemd/system');
    rmSync(units, { recursive: true, force: true });
    await import('node:fs/promises').then(({ mkdir }) => mkdir(units, { recursive: true }));
    writeFileSync(join(units, 'app.service'), '[Service]\nExecStart=/usr/bin/node /app.js\n');
    buildSync({
      stdin: { contents: program(root), resolveDir: __dirname, loader: 'ts' },
      outfile: join(root, 'parent.cjs'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'silent',
    });

    const parent = spawn(process.execPath, [join(root, 'parent.cjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
    const unit = await new Promise<number>((resolve) => parent.stdout.once('data', (data: Buffer) => resolve(Number(data.toString()))));
    const child = await eventually(() => {
      try {
        return Number(readFileSync(join(root, 'child'), 'utf8')) || undefined;
      } catch {
        return undefined;
      }
    });
    expect([alive(unit), alive(child)]).toEqual([true, true]);
    parent.kill(signal);
    await eventually(() => (alive(unit) || alive(child) ? undefined : true));
    expect(alive(parent.pid!)).toBe(false);
    rmSync(root, { recursive: true });
  },
  20_000,
);

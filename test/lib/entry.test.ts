import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

test('a synth that fails ends in one sentence and a non-zero exit code, not in the source of the library', () => {
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'bin/app.ts'], {
    cwd: join(__dirname, '..', '..'),
    encoding: 'utf8',
    env: { ...process.env, CDK_OUTDIR: join(__filename, 'out') },
  });
  expect(run.status).toBe(1);
  expect(run.stderr.trim().split('\n')).toEqual([expect.stringContaining('ENOTDIR')]);
});

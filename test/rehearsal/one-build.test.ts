import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Line } from '../../rehearsal/story/lines';

const root = join(__dirname, '..', '..');

/** Runs the command line as a user does. */
const unbreakable = (...args: string[]): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, ['--import', 'tsx', 'bin/unbreakable.ts', ...args], { cwd: root }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });

test('build 1 goes through both gates of the synthesized pipeline, judged on measured load', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'unbreakable-test-'));
  const file = join(folder, 'story.ndjson');
  const { code, output } = await unbreakable('rehearse', '--builds', '1', '--no-serve', '--port', '0', '--json', file);
  const lines = (await readFile(file, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  await rm(folder, { recursive: true, force: true });

  expect(output).toContain('Every build ended in a decision.');
  expect(lines).toMatchObject([
    { type: 'decision', build: 1, stage: 'Staging', decision: 'approve', verdict: 'pass', by: 'gate' },
    { type: 'decision', build: 1, stage: 'Production', decision: 'approve', verdict: 'pass', by: 'gate' },
    { type: 'execution', build: 1, status: 'Succeeded', failure: null },
    { type: 'summary', ok: true, stagingBuild: 1, productionBuild: 1, problems: [], receipt: { denied: [], unsupported: [] } },
  ]);
  const summary = lines.at(-1);
  const { replayed, unusedStatements } =
    summary?.type === 'summary' ? summary.receipt : { replayed: undefined, unusedStatements: undefined };
  expect(unusedStatements?.filter(({ reason }) => reason === null)).toEqual([]);
  expect(replayed?.verdicts).toBeGreaterThanOrEqual(6);
  expect(replayed?.identical).toBe(replayed?.verdicts);
  expect(code).toBe(0);
}, 170_000);

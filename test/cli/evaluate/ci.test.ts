/** The commands of docs/evaluate.md for a CI job do what it says: from another folder, with a JUnit file and an exit code. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { monspec, series, window } from '../support/series';

const project = join(__dirname, '..', '..', '..');
const text = readFileSync(join(project, 'docs', 'evaluate.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'ci-'));

beforeAll(() => {
  symlinkSync(project, join(folder, 'gate'));
  writeFileSync(join(folder, 'monspec.json'), JSON.stringify(monspec));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const yaml = /```yaml\n([\s\S]+?)```/.exec(text)?.[1] ?? '';
const steps = parse(yaml) as readonly { readonly run?: string; readonly if?: string }[];
const documented = steps.find(({ run }) => run?.includes(' evaluate '))?.run ?? '';

/** The documented command with a window of the past in place of one that has yet to come. */
const run = async (source: string): Promise<number> => {
  const command = documented
    .replace('--comparison StagingToProduction', '--comparison ToProduction')
    .replace('--last 30m --wait', [...window, '--source', source].join(' '));
  return new Promise((resolve) => {
    execFile('sh', ['-c', command], { cwd: folder }, (error) => resolve(error === null ? 0 : Number(error.code)));
  });
};

test('a bad build fails the step, and leaves a JUnit file', async () => {
  expect(await run(series(150))).toBe(1);
  expect(readFileSync(join(folder, 'gate.xml'), 'utf8')).toContain('<failure message="Fail: Staging against Production');
}, 90_000);

test('Jenkins runs the same command, and both collect its file whatever becomes of it', () => {
  expect(documented).toContain('--last 30m --wait --format junit --out gate.xml');
  expect(text).toContain(`sh '${documented}'`);
  expect(text).toContain("post { always { junit 'gate.xml' } }");
  expect(steps.find((step) => step.if === 'always()')).toMatchObject({ with: { path: 'gate.xml' } });
  expect(existsSync(join(project, 'bin', 'unbreakable.ts'))).toBe(true);
});

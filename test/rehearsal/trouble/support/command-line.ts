/** `unbreakable …` as a person runs it: a process of its own, with a folder for temporary files that nobody else uses. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Line } from '../../../../rehearsal/story/lines';

const project = join(__dirname, '..', '..', '..', '..');

export interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
  readonly lines: readonly Line[];
  /** Files and folders that were left in the folder for temporary files. */
  readonly leftFiles: readonly string[];
  /** Command lines of processes that were left. */
  readonly leftProcesses: readonly string[];
  /** Most memory that all processes of the run had together, in bytes; shared pages count once. */
  readonly mostMemory: number;
}

export interface RunOptions {
  /** A signal, and how many real milliseconds after the start, or after which text on its output, it is sent. */
  readonly stop?: { readonly signal: NodeJS.Signals; readonly after: number | string };
  /** What a person does when a text appears on its output; afterwards they press Ctrl-C. */
  readonly meanwhile?: { readonly text: string; readonly act: (output: string) => Promise<void> };
  /** How long to wait for processes to end after the run did, in real milliseconds. @default 0 */
  readonly grace?: number;
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** tsx keeps what it has compiled for the next run. */
const isCompilerCache = (name: string): boolean => /^tsx-\d+(\/|$)/.test(name);

const ids = (): string[] => readdirSync('/proc').filter((name) => /^\d+$/.test(name));

/** Processes that have the folder in their environment or command line. Linux only, as is the machine of a pipeline. */
const processesOf = (folder: string): readonly string[] =>
  ids().filter((id) => read(`/proc/${id}/cmdline`).includes(folder) || read(`/proc/${id}/environ`).includes(`TMPDIR=${folder}`));

const commandLine = (id: string): string => read(`/proc/${id}/cmdline`).replaceAll('\0', ' ').trim();

/** Proportional set size: what a process has for itself, and its share of what it has with others. */
const memoryOf = (id: string): number => 1024 * Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${id}/smaps_rollup`))?.[1] ?? 0);

const linesOf = (file: string): readonly Line[] =>
  read(file)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

/** Runs it to its end. */
export const unbreakable = async (args: readonly string[], { stop, meanwhile, grace = 0 }: RunOptions = {}): Promise<Run> => {
  const folder = mkdtempSync(join(tmpdir(), 'trouble-run-'));
  const json = `${folder}.ndjson`;
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(project, 'bin', 'unbreakable.ts'), ...args, ...(args.includes('--json') ? [] : ['--json', json])],
    {
      cwd: project,
      env: { ...process.env, TMPDIR: folder, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  let errors = '';
  let mostMemory = 0;
  const sampling = setInterval(
    () =>
      (mostMemory = Math.max(
        mostMemory,
        processesOf(folder).reduce((sum, id) => sum + memoryOf(id), 0),
      )),
    2_000,
  );
  const timer = typeof stop?.after === 'number' ? setTimeout(() => child.kill(stop.signal), stop.after) : undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const before = output;
    output += text;
    if (typeof stop?.after === 'string' && output.includes(stop.after) && !before.includes(stop.after)) child.kill(stop.signal);
  });
  const acted =
    meanwhile &&
    (async () => {
      while (!output.includes(meanwhile.text) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 200));
      await meanwhile.act(output).finally(() => child.kill('SIGINT'));
    })();
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  clearInterval(sampling);
  await acted;
  clearTimeout(timer);
  for (let waited = 0; waited < grace && processesOf(folder).length > 0; waited += 100)
    await new Promise((resolve) => setTimeout(resolve, 100));
  const run: Run = {
    code,
    output,
    errors,
    lines: linesOf(json),
    leftFiles: readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !isCompilerCache(name)),
    leftProcesses: processesOf(folder).map(commandLine),
    mostMemory,
  };
  rmSync(folder, { recursive: true, force: true });
  rmSync(json, { force: true });
  return run;
};

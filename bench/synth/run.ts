/**
 * Measures how long a person waits for `npx cdk synth --quiet` with the default configuration: bundles, templates, the
 * built-in validator and cdk-nag. The target is 15 s on two cores. Processor time is named beside the clock's, since it
 * says the same on a busy machine.
 *
 *     npx tsx bench/synth/run.ts            3 rounds
 *     npx tsx bench/synth/run.ts 10         10 rounds
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Seconds; the target for the median. */
const target = 15;
const root = join(__dirname, '..', '..');

const rounds = Number(process.argv[2] ?? 3);
const folder = mkdtempSync(join(tmpdir(), 'unbreakable-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** The default configuration, whatever unbreakable.config.ts says. */
const entry = join(folder, 'app.ts');
writeFileSync(
  entry,
  [
    `import { App } from ${JSON.stringify(join(root, 'node_modules', 'aws-cdk-lib'))};`,
    `import { buildApp } from ${JSON.stringify(join(root, 'lib', 'app'))};`,
    `import { parseConfig } from ${JSON.stringify(join(root, 'lib', 'config', 'config'))};`,
    'const app = new App({ autoSynth: false });',
    'buildApp(app, parseConfig({}));',
    'app.synth();',
  ].join('\n'),
);

interface Round {
  /** Seconds by the clock. */
  readonly wall: number;
  /** Seconds of all cores together. */
  readonly processor: number;
}

/** One synth in a fresh process, with all that it starts. */
function synth(): Round {
  const tsx = join(root, 'node_modules', '.bin', 'tsx');
  const cdk = join(root, 'node_modules', '.bin', 'cdk');
  const args = ['synth', '--quiet', '--app', `${tsx} ${entry}`, '--output', join(folder, 'cdk.out')];
  const [started, before] = [performance.now(), process.resourceUsage()];
  // The shell's `times` would miss what has not been waited for; a child's usage comes with its end.
  const { status, stderr } = spawnSync('/bin/sh', ['-c', '"$@"; code=$?; times >&2; exit $code', 'sh', cdk, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) {
    process.stderr.write(stderr);
    process.exit(1);
  }
  const own = process.resourceUsage().userCPUTime - before.userCPUTime;
  return { wall: (performance.now() - started) / 1000, processor: childSeconds(stderr) + own / 1e6 };
}

/** What `times` says of children: `0m9.12s 0m0.80s` in its last line, user and system. */
function childSeconds(stderr: string): number {
  const line = stderr.trimEnd().split('\n').at(-1) ?? '';
  return [...line.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}

const measured = Array.from({ length: rounds }, synth);
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const wall = median(measured.map((round) => round.wall));
const processor = median(measured.map((round) => round.processor));
process.stdout.write(
  [
    `cdk synth --quiet, default configuration, ${rounds} rounds on ${cpus().length} cores, Node ${process.version}`,
    `median ${wall.toFixed(1)} s by the clock, ${processor.toFixed(1)} s of processor time; target ${target} s: ${wall <= target ? 'met' : 'missed'}`,
    '',
  ].join('\n'),
);

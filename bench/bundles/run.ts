/**
 * Measures what a cold start pays for each bundle: its size, and how long Node takes to load it, beside a Node that
 * loads nothing. Every round runs all of them in turn, so that a slow machine is slow for all.
 *
 *     npm run bench:bundles            10 rounds
 *     npm run bench:bundles -- 30      30 rounds
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { gateVariables } from '../../lambda/contract/environment';
import { healingVariables } from '../../lambda/contract/healing-environment';
import { diskVariables } from '../../lambda/contract/ops';
import { sourceVariables } from '../../lambda/contract/source-variables';
import { bundle, handlerNames } from '../../lib/bundling/handlers';

const rounds = Number(process.argv[2] ?? 10);
const folder = mkdtempSync(join(tmpdir(), 'unbreakable-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Handlers read their environment when they load; values of the right shape are enough for that. */
const environment = {
  AWS_REGION: 'us-east-1',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  ...Object.fromEntries(
    [...Object.values(gateVariables), ...Object.values(healingVariables), ...Object.values(diskVariables)].map((name) => [
      name,
      'arn:aws:x:us-east-1:123456789012:y',
    ]),
  ),
  [diskVariables.emailPercent]: '60',
  [diskVariables.criticalPercent]: '80',
  REPORT_URL: 'https://example.com',
  [sourceVariables.dynatraceUrl]: 'https://abc12345.live.dynatrace.com',
  [sourceVariables.dynatraceTokenSecret]: 'dynatrace',
};

const subjects = handlerNames.map((name) => {
  const file = join(folder, `${name}.js`);
  const contents = bundle(name);
  writeFileSync(file, contents);
  return { name, kilobytes: contents.byteLength / 1000, script: `require(${JSON.stringify(file)})`, times: new Array<number>() };
});
const nothing = { script: '', times: new Array<number>() };

/** Milliseconds that a fresh process takes for a script, start-up and end included. */
function time(script: string): number {
  const started = performance.now();
  execFileSync(process.execPath, ['-e', script], { env: environment, stdio: ['ignore', 'ignore', 'ignore'] });
  return performance.now() - started;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

for (let round = 0; round < rounds; round += 1) {
  for (const subject of [nothing, ...subjects]) subject.times.push(time(subject.script));
}

const base = median(nothing.times);
const table = new Table({ head: ['function', 'kB', 'load, ms', 'process, × an empty one'], style: { head: [], border: [] } });
for (const { name, kilobytes, times } of subjects) {
  const total = median(times);
  table.push([name, kilobytes.toFixed(0), (total - base).toFixed(0), (total / base).toFixed(2)]);
}
process.stdout.write(`${table.toString()}\nMedian of ${rounds} rounds; an empty Node process takes ${base.toFixed(0)} ms.\n`);

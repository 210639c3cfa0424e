/** The sample's monspec, judged on what the sample's builds do under the sample's load. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from '../../lambda/judge/verdict';
import { judgePercentage } from '../../lambda/judge/percentage/judge';
import { parseMonspec } from '../../lambda/monspec/parse';
import { behaveLike, defineBuild, type BehaviourOf } from '../../sample/builds';
import { measureTraffic, seededRandom, seriesOf } from './support/traffic';

const parsed = parseMonspec(readFileSync(join(__dirname, '../../sample/monspec.json')));
const service = parsed.ok ? parsed.value.services[0]! : undefined!;
const start = 1_800_000_000_000;
const window = { start, end: start + 300_000 };

interface Side {
  readonly build: number;
  readonly environment: 'Staging' | 'Production';
}

async function judge(name: string, candidate: Side, baseline: Side, seed = 1, behaviourOf?: BehaviourOf): Promise<Verdict> {
  const random = seededRandom(seed);
  const measure = async ({ build, environment }: Side) =>
    seriesOf(service, await measureTraffic(defineBuild(build, behaviourOf), environment, random), start);
  const candidates = await measure(candidate);
  const baselines = await measure(baseline);
  return judgePercentage({
    service,
    comparison: service.comparisons.find((one) => one.name === name)!,
    windows: { candidate: window, baseline: window },
    baselineExists: true,
    deployments: { registered: 'd-1', current: 'd-1' },
    measured: Object.fromEntries(service.signatures.map(({ id }) => [id, { candidate: candidates[id]!, baseline: baselines[id]! }])),
  });
}

const staging = (build: number, production: number, seed?: number, behaviourOf?: BehaviourOf) =>
  judge('StagingToProduction', { build, environment: 'Staging' }, { build: production, environment: 'Production' }, seed, behaviourOf);
const production = (build: number, before: number, seed?: number, behaviourOf?: BehaviourOf) =>
  judge('ProductionToBefore', { build, environment: 'Production' }, { build: before, environment: 'Production' }, seed, behaviourOf);

test('the parser accepts the file, with both comparisons and four signatures', () => {
  expect(parsed).toMatchObject({ ok: true });
  expect(service.comparisons.map(({ name, baseline }) => [name, baseline.kind])).toEqual([
    ['StagingToProduction', 'shifted'],
    ['ProductionToBefore', 'beforeDeployment'],
  ]);
  expect(service.signatures).toHaveLength(4);
});

test.each([
  ['staging', 1, 0, 'pass'],
  ['production', 1, 0, 'pass'],
  ['staging', 2, 1, 'fail'],
  ['staging', 3, 1, 'pass'],
  ['production', 3, 1, 'pass'],
  ['staging', 4, 3, 'pass'],
  ['production', 4, 3, 'fail'],
] as const)('in %s build %i against build %i: %s', async (stage, build, against, verdict) => {
  const judged = await (stage === 'staging' ? staging(build, against) : production(build, against));
  expect([judged.verdict, judged.reasons]).toEqual([verdict, expect.any(Array)]);
});

test('good builds pass with plenty of room, whatever chance does', async () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    for (const verdict of [await staging(3, 1, seed), await production(3, 1, seed)]) {
      expect(verdict.verdict).toBe('pass');
      for (const { changePercent } of verdict.signatures) expect(Math.abs(changePercent ?? 0)).toBeLessThan(8);
    }
  }
});

test('bad builds fail whatever chance does', async () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    expect([(await staging(2, 1, seed)).verdict, (await production(4, 3, seed)).verdict]).toEqual(['fail', 'fail']);
  }
});

test('swapped behaviours give swapped verdicts, and a build 4 by another name fails as well', async () => {
  const swapped = behaveLike({ 2: 3, 3: 2 });
  expect((await staging(2, 1, 1, swapped)).verdict).toBe('pass');
  expect((await staging(3, 1, 1, swapped)).verdict).toBe('fail');
  expect((await production(7, 3, 1, behaveLike({ 7: 4 }))).verdict).toBe('fail');
});

test('a rejected build 4 is slower, in the average and in the tail, and fails too often', async () => {
  const { signatures } = await production(4, 3);
  expect(signatures.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)).toEqual([
    'service.responsetime/avg',
    'service.responsetime/p90',
    'service.failurerate/avg',
  ]);
});

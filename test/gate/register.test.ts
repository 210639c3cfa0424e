import { strToU8, zipSync } from 'fflate';
import { register } from '../../lambda/gate/register';
import type { EnvironmentsReading } from '../../lambda/gate/ports/settings';
import { destination, minute, revision, ten } from './support/validations';
import type { Ports } from './support/world';
import { job, monspecText, World } from './support/world';

let world: World;

beforeEach(() => {
  world = new World();
});

test('writes what is known at the beginning', async () => {
  await register(job, world.ports(), ten);
  expect(world.validation).toEqual({
    validationId: 'exec-1#Production#job-1',
    executionId: 'exec-1',
    pipeline: 'shop',
    stage: 'Production',
    attempt: 'job-1',
    approvalAction: 'ApproveProduction',
    mode: 'enforce',
    status: 'waiting',
    registeredAt: ten,
    service: 'Shop',
    comparison: 'ProductionToBefore',
    release: 'Build 4',
    monspecKey: expect.stringMatching(/^monspecs\/[0-9a-f]{64}\.json$/),
    monspecSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    deployment: {
      destination,
      deploymentId: 'd-4',
      revision: revision('four'),
      startedAt: ten - 3 * minute,
    },
    timing: {
      candidate: { start: ten + 2 * minute, end: ten + 7 * minute },
      lookEverySeconds: 60,
      ingestionDelaySeconds: 120,
      extendSeconds: 300,
      extended: false,
    },
    executionType: 'STANDARD',
    expiresAt: ten / 1000 + 90 * 86_400,
  });
});

test('keeps the monspec, starts the workflow and answers the job', async () => {
  await register(job, world.ports(), ten);
  expect(world.kept.get(world.validation.monspecKey)).toBe(monspecText);
  expect([...world.started.values()]).toEqual([{ validationId: 'exec-1#Production#job-1', next: 'look', at: '2026-11-20T10:03:00.000Z' }]);
  expect(world.pipeline.job).toEqual({ kind: 'succeeded' });
});

test('reads a zipped monspec', async () => {
  world.artifact = zipSync({ 'monspec.json': strToU8(monspecText) });
  expect(await register(job, world.ports(), ten)).toMatchObject({ kind: 'registered' });
});

const unmeasurable = JSON.stringify({
  Shop: {
    ...(JSON.parse(monspecText) as { Shop: object }).Shop,
    perfsignature: [{ smartscape: 'toRelationships:calls', aggregate: 'count', validate: 'upper' }],
  },
});

const withParameters = (changes: object) => ({
  ...job,
  userParameters: JSON.stringify({ ...(JSON.parse(job.userParameters!) as object), ...changes }),
});

const unusable: EnvironmentsReading = { kind: 'unusable', detail: 'There is no parameter /unbreakable/environments/shop.' };

type Given = {
  readonly job?: typeof job;
  readonly artifact?: Uint8Array;
  readonly ports?: (ports: Ports) => Partial<Ports>;
  readonly prepare?: (world: World) => void;
};

test.each<[string, Given, RegExp]>([
  ['an unknown comparison', { job: withParameters({ comparison: 'Nope' }) }, /Monspec: Shop.*There is no comparison "Nope"/],
  ['an unknown service', { job: withParameters({ service: 'Nope' }) }, /Monspec.*no service "Nope"/],
  ['a negative window', { job: withParameters({ windowMinutes: -1 }) }, /UserParameters\.windowMinutes.*Received: -1/],
  ['parameters of another execution', { job: withParameters({ executionId: 'exec-9' }) }, /exec-1.*Received: exec-9/],
  ['a megabyte of junk', { artifact: new Uint8Array(1_000_000).fill(0x7b) }, /at most 262144 bytes/],
  ['a monspec in UTF-16', { artifact: new Uint8Array(Buffer.from(monspecText, 'utf16le')) }, /^Monspec: /],
  ['a monspec that is no object', { artifact: strToU8('[]') }, /^Monspec: /],
  ['a file inside a zip that is broken', { artifact: zipSync({ 'm.json': strToU8('{') }) }, /^Monspec\/m\.json: /],
  ['metrics that cannot be measured', { artifact: strToU8(unmeasurable) }, /could never conclude.*service\.responsetime/],
  ['no artifact', { job: { ...job, artifacts: [] } }, /needs one input artifact/],
  ['two artifacts', { job: { ...job, artifacts: [...job.artifacts, ...job.artifacts] } }, /needs one input artifact/],
  [
    'an artifact that is gone',
    {
      ports: ({ artifacts }) => ({
        artifacts: { ...artifacts, read: async () => ({ kind: 'unreadable', detail: 'It could not be read: NoSuchKey' }) },
      }),
    },
    /NoSuchKey.*Received: s3:\/\/artifacts/,
  ],
  [
    'a pipeline that nobody described',
    { ports: () => ({ environments: { read: async () => unusable } }) },
    /no parameter \/unbreakable\/environments\/shop/,
  ],
  [
    'an environment that nobody described',
    { artifact: strToU8(monspecText.replaceAll('Production"', 'Elsewhere"')), job: withParameters({}) },
    /describe no environment Elsewhere.*Use one of: Production/,
  ],
  [
    'a stage that has not deployed',
    {
      prepare: ({ deployments }) => {
        deployments.deployments.length = 0;
      },
    },
    /Received: no deployment/,
  ],
  [
    'a deployment that failed',
    {
      prepare: ({ deployments }) => {
        deployments.deployed('d-9', revision('x'), ten - 2 * minute, { status: 'failed' });
      },
    },
    /Received: d-9 failed/,
  ],
  [
    'a deployment that is running',
    {
      prepare: (w) => {
        w.deployments.deployed('d-9', revision('x'), w.now);
      },
    },
    /Received: d-9 running/,
  ],
])('refuses %s, with place, value and fix, and writes nothing', async (_, given, message) => {
  world.artifact = given.artifact ?? world.artifact;
  given.prepare?.(world);
  const ports = { ...world.ports(), ...given.ports?.(world.ports()) };
  expect(await register(given.job ?? job, ports, ten)).toMatchObject({ kind: 'refused' });
  expect(world.pipeline.job).toEqual({ kind: 'failed', message: expect.stringMatching(message) });
  expect([world.validations.records.size, world.started.size, world.kept.size]).toEqual([0, 0, 0]);
});

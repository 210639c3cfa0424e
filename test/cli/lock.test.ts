import { GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';
import { lock } from '../../cli/lock/command';
import { asReason } from '../../cli/pipeline/transitions';
import { unlock } from '../../cli/unlock/command';
import { operatorCloud, type OperatorCloud } from './support/operator-cloud';

let world: OperatorCloud;
beforeEach(async () => {
  world = await operatorCloud();
});
afterEach(() => world.stop());

const transition = async (stage: string) => {
  const { stageStates = [] } = await world.clients.codepipeline.send(new GetPipelineStateCommand({ name: 'pipe' }));
  const { enabled, disabledReason } = stageStates.find(({ stageName }) => stageName === stage)?.inboundTransitionState ?? {};
  return { enabled, ...(disabledReason === undefined ? {} : { disabledReason }) };
};

test('a lock closes production only, shows its reason, and unlock opens it again', async () => {
  expect(await lock(world.clients, 'pipe', { reason: 'Migration: until 17:00, UTC' })).toEqual([
    'Locked: no build enters Production. The console shows: Migration until 17 00 UTC',
    'Lift it with: unbreakable unlock pipe',
  ]);
  expect(await transition('Production')).toEqual({ enabled: false, disabledReason: 'Migration until 17 00 UTC' });
  expect(await transition('Staging')).toEqual({ enabled: true });

  expect(await unlock(world.clients, 'pipe', undefined)).toEqual([
    expect.stringMatching(/^Unlocked: builds enter Production again\. It was locked by arn:\S+ at \d{4}-\S+: Migration until 17 00 UTC$/),
  ]);
  expect(await transition('Production')).toEqual({ enabled: true });
  expect(await unlock(world.clients, 'pipe', undefined)).toEqual(['Production was not locked.']);
});

test('a second lock leaves the reason of the first', async () => {
  await lock(world.clients, 'pipe', { reason: 'first' });
  expect((await lock(world.clients, 'pipe', { reason: 'second' }))[0]).toMatch(/^Production was locked already, by arn:\S+: first$/);
  expect(await transition('Production')).toEqual({ enabled: false, disabledReason: 'first' });
});

test('another stage can be named', async () => {
  expect(await lock(world.clients, 'pipe', { reason: 'x', stage: 'Staging' })).toContain(
    'Lift it with: unbreakable unlock pipe --stage Staging',
  );
  expect([await transition('Staging'), await transition('Production')]).toEqual([
    { enabled: false, disabledReason: 'x' },
    { enabled: true },
  ]);
});

test.each([
  [
    'no such stage',
    'pipe',
    { reason: 'x', stage: 'Prod' },
    'Pipeline "pipe" has no stage "Prod" that can be locked. Choose from: Staging, Production.',
  ],
  ['the first stage', 'pipe', { reason: 'x', stage: 'Source' }, 'has no stage "Source" that can be locked'],
  ['no such pipeline', 'pipes', { reason: 'x', stage: 'Production' }, 'There is no pipeline "pipes" in this account and region.'],
  ['a pipeline without a gate', 'pipes', { reason: 'x' }, 'There is no SSM parameter /unbreakable/environments/pipes'],
  ['no reason', 'pipe', { reason: '…!' }, '--reason: received no letter or digit.'],
])('%s is one clear error', async (_what, pipeline, options, message) => {
  await expect(lock(world.clients, pipeline, options)).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringContaining(message),
  });
  expect(await transition('Production')).toEqual({ enabled: true });
});

test('a pipeline whose environments never roll back asks for a stage', async () => {
  await world.parameter('/unbreakable/environments/pipe', JSON.stringify({ environments: {} }));
  await expect(unlock(world.clients, 'pipe', undefined)).rejects.toMatchObject({
    message: 'No environment of "pipe" rolls back, so there is none to lock by default. Name a stage with --stage.',
  });
});

test.each([
  ['Build 4 → 3: "slow", said Ann', 'Build 4 3 slow said Ann'],
  ['ok (really)?! a-b.c*@d', 'ok (really)?! a-b.c*@d'],
  ['x'.repeat(400), 'x'.repeat(300)],
  ['  ', ''],
])('the reason %j is shown as %j', (text, shown) => {
  expect(asReason(text)).toBe(shown);
});

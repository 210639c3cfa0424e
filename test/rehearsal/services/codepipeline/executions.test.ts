import { approval, deployAction, lambda, PipelineWorld } from '../../support/pipeline-cloud';

let world: PipelineWorld;

beforeEach(() => {
  world = new PipelineWorld();
});

afterEach(() => world.cloud.stop());

const staging = {
  Name: 'Staging',
  Actions: [
    deployAction('Deploy'),
    lambda('Check', { RunOrder: 2 }),
    lambda('Load', { RunOrder: 2 }),
    approval('Approve', { RunOrder: 3 }),
  ],
};
const production = { Name: 'Production', Actions: [approval('Release')] };

test('actions of one run order go side by side, those of the next one after them', async () => {
  await world.create([staging]);
  expect(world.jobs.map(({ functionName }) => functionName)).toEqual(['Check', 'Load']);
  await world.finish('Load');
  expect(await world.action('Staging', 'Approve')).toBeUndefined();
  await world.finish('Check');
  expect(await world.action('Staging', 'Approve')).toMatchObject({ status: 'InProgress' });
  await world.answer('Staging', 'Approve', 'Approved');
  expect(await world.execution(await world.first())).toMatchObject({
    status: 'Succeeded',
    executionType: 'STANDARD',
    executionMode: 'SUPERSEDED',
    artifactRevisions: [{ revisionSummary: 'Build 1' }],
  });
  expect(world.states('Stage')).toEqual(['Source STARTED', 'Source SUCCEEDED', 'Staging STARTED', 'Staging SUCCEEDED']);
  expect(world.states('Pipeline')).toEqual(['pipe STARTED', 'pipe SUCCEEDED']);
  expect(world.cloud.failures).toEqual([]);
});

test('a stage stays locked during its approval; of those that wait only the newest goes on', async () => {
  await world.create([production]);
  const [one, two, three] = [await world.first(), await world.start(), await world.start()];
  expect(await world.stage('Production')).toMatchObject({
    latestExecution: { pipelineExecutionId: one },
    inboundExecution: { pipelineExecutionId: three },
  });
  expect(await world.execution(two)).toMatchObject({ status: 'Superseded' });
  await world.answer('Production', 'Release', 'Rejected');
  expect(await world.execution(one)).toMatchObject({ status: 'Failed' });
  expect(await world.stage('Production')).toMatchObject({ latestExecution: { pipelineExecutionId: three, status: 'InProgress' } });
  expect(world.states('Pipeline')).toEqual(['pipe STARTED', 'pipe STARTED', 'pipe STARTED', 'pipe SUPERSEDED', 'pipe FAILED']);
});

test('in QUEUED mode nothing is superseded', async () => {
  await world.create([production], { ExecutionMode: 'QUEUED' });
  const [one, two, three] = [await world.first(), await world.start(), await world.start()];
  expect((await world.stage('Production')).inboundExecutions).toMatchObject([{ pipelineExecutionId: two }, { pipelineExecutionId: three }]);
  for (const id of [one, two, three]) {
    expect((await world.stage('Production')).latestExecution?.pipelineExecutionId).toBe(id);
    await world.answer('Production', 'Release', 'Approved');
    expect(await world.execution(id)).toMatchObject({ status: 'Succeeded' });
  }
});

test('a failed action lets its neighbours end, starts nothing further and fails the execution', async () => {
  await world.create([staging, production]);
  await world.fail('Check', 'the monspec is broken');
  expect(await world.stage('Staging')).toMatchObject({ latestExecution: { status: 'InProgress' } });
  await world.finish('Load');
  expect(await world.stage('Staging')).toMatchObject({ latestExecution: { status: 'Failed' } });
  expect(await world.action('Staging', 'Check')).toMatchObject({
    status: 'Failed',
    errorDetails: { code: 'JobFailed', message: 'the monspec is broken' },
  });
  expect(await world.action('Staging', 'Approve')).toBeUndefined();
  expect(await world.stage('Production')).not.toHaveProperty('latestExecution');
});

test.each([
  ['FAILED_ACTIONS', ['Check']],
  ['ALL_ACTIONS', ['Check', 'Load']],
])('a retry of %s keeps the execution and makes new jobs of %j', async (retryMode, again) => {
  await world.create([staging]);
  const id = await world.first();
  await world.finish('Load');
  await world.fail('Check');
  const before = world.jobs.length;
  const answer = await world.call('RetryStageExecution', {
    pipelineName: 'pipe',
    stageName: 'Staging',
    pipelineExecutionId: id,
    retryMode,
  });
  expect(answer).toEqual({ pipelineExecutionId: id });
  await world.settle();
  const jobs = world.jobs.slice(before);
  expect(jobs.map(({ functionName }) => functionName)).toEqual(again);
  expect(new Set(world.jobs.map((job) => job.id)).size).toBe(world.jobs.length);
  for (const name of again) await world.finish(name);
  await world.answer('Staging', 'Approve', 'Approved');
  expect(await world.execution(id)).toMatchObject({ status: 'Succeeded' });
  expect(world.states('Stage').filter((state) => state.startsWith('Staging'))).toEqual([
    'Staging STARTED',
    'Staging FAILED',
    'Staging RESUMED',
    'Staging SUCCEEDED',
  ]);
  expect(world.cloud.events.at(-1)?.detail).toMatchObject({ 'pipeline-execution-attempt': 2 });
});

test('only the failed, latest execution of a stage can be retried', async () => {
  await world.create([production]);
  const retry = (pipelineExecutionId: string) =>
    world.call('RetryStageExecution', { pipelineName: 'pipe', stageName: 'Production', pipelineExecutionId, retryMode: 'FAILED_ACTIONS' });
  const one = await world.first();
  await expect(retry(one)).rejects.toMatchObject({ code: 'StageNotRetryableException' });
  await world.answer('Production', 'Release', 'Rejected');
  await world.start();
  await expect(retry(one)).rejects.toMatchObject({ code: 'NotLatestPipelineExecutionException' });
});

test('a retried approval has a new token', async () => {
  await world.create([production]);
  const id = await world.first();
  const old = (await world.action('Production', 'Release'))?.token;
  await world.answer('Production', 'Release', 'Rejected');
  await world.call('RetryStageExecution', {
    pipelineName: 'pipe',
    stageName: 'Production',
    pipelineExecutionId: id,
    retryMode: 'FAILED_ACTIONS',
  });
  await world.settle();
  expect((await world.action('Production', 'Release'))?.token).not.toBe(old);
  await expect(world.answer('Production', 'Release', 'Approved', { token: old })).rejects.toMatchObject({
    code: 'InvalidApprovalTokenException',
  });
});

test('a disabled transition holds executions until it is enabled', async () => {
  await world.create([production], { DisableInboundStageTransitions: [{ StageName: 'Production', Reason: 'freeze' }] });
  expect(await world.stage('Production')).toMatchObject({
    inboundTransitionState: { enabled: false, disabledReason: 'freeze' },
    inboundExecution: { pipelineExecutionId: await world.first() },
  });
  await world.call('EnableStageTransition', { pipelineName: 'pipe', stageName: 'Production', transitionType: 'Inbound' });
  await world.settle();
  expect(await world.action('Production', 'Release')).toMatchObject({ status: 'InProgress' });
  await world.call('DisableStageTransition', { pipelineName: 'pipe', stageName: 'Production', transitionType: 'Inbound', reason: 'again' });
  await world.answer('Production', 'Release', 'Approved');
  await world.start();
  expect(await world.stage('Production')).toMatchObject({
    inboundTransitionState: { disabledReason: 'again' },
    inboundExecution: { status: 'InProgress' },
  });
});

test('stopping waits for the action that runs, or abandons it', async () => {
  await world.create([staging]);
  const one = await world.first();
  const stop = (pipelineExecutionId: string, abandon: boolean) =>
    world.call('StopPipelineExecution', { pipelineName: 'pipe', pipelineExecutionId, abandon, reason: 'because' });
  await stop(one, false);
  expect(await world.execution(one)).toMatchObject({ status: 'Stopping', statusSummary: 'because' });
  await expect(stop(one, false)).rejects.toMatchObject({ code: 'DuplicatedStopRequestException' });
  await world.finish('Check');
  await world.finish('Load');
  expect(await world.execution(one)).toMatchObject({ status: 'Stopped' });
  const two = await world.start();
  await stop(two, true);
  await world.settle();
  expect(await world.execution(two)).toMatchObject({ status: 'Stopped' });
  expect(await world.action('Staging', 'Check')).toMatchObject({ status: 'Abandoned' });
  await expect(stop(two, true)).rejects.toMatchObject({ code: 'PipelineExecutionNotStoppableException' });
  await expect(world.finish('Check')).rejects.toMatchObject({ code: 'InvalidJobStateException' });
});

test('an execution that waits before a stage can be stopped', async () => {
  await world.create([production]);
  const two = await world.start();
  await world.call('StopPipelineExecution', { pipelineName: 'pipe', pipelineExecutionId: two });
  await world.settle();
  expect(await world.execution(two)).toMatchObject({ status: 'Stopped' });
  expect(await world.stage('Production')).not.toHaveProperty('inboundExecution');
});

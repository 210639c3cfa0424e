/** People and events in the way of a gate: answers half-way, retries, deployments by hand, events twice and out of order. */
import { CreateDeploymentCommand } from '@aws-sdk/client-codedeploy';
import {
  GetPipelineStateCommand,
  PutApprovalResultCommand,
  RetryStageExecutionCommand,
  StopPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { uploadRelease } from '../../../cli/pipeline/release';
import { Theatre, hasLooked, isMeasuring, once } from './support/theatre';
import { expectTold } from './support/told';
import { waitFor } from './support/wait-for';

let theatre: Theatre;

beforeAll(async () => {
  theatre = await Theatre.open();
}, 120_000);

afterAll(() => theatre?.close());

const pipelineName = (): string => theatre.stage.structure.name;

/** The token of an approval that is open. */
const openToken = async (stageName: string): Promise<string | undefined> => {
  const { stageStates = [] } = await theatre.stage.clients.codepipeline.send(new GetPipelineStateCommand({ name: pipelineName() }));
  const actions = stageStates.find((stage) => stage.stageName === stageName)?.actionStates ?? [];
  return actions.find(({ actionName }) => actionName === `Approve${stageName}`)?.latestExecution?.token;
};

/** Answers an approval as a person in the console does. */
const answer = async (stageName: string, status: 'Approved' | 'Rejected', summary: string): Promise<void> => {
  const token = await waitFor(() => openToken(stageName));
  await theatre.stage.clients.codepipeline.send(
    new PutApprovalResultCommand({
      pipelineName: pipelineName(),
      stageName,
      actionName: `Approve${stageName}`,
      token,
      result: { status, summary },
    }),
  );
};

const redeployByHand = async (environment: string): Promise<void> => {
  const { codedeploy } = theatre.stage.clients;
  const destination = theatre.environments[environment]!.deployment;
  if (destination.kind !== 'server') return;
  const { applicationName, deploymentGroupName } = destination;
  const { bucket, key } = theatre.stage.applicationObject;
  await codedeploy.send(
    new CreateDeploymentCommand({
      applicationName,
      deploymentGroupName,
      revision: { revisionType: 'S3', s3Location: { bucket, key, bundleType: 'zip' } },
    }),
  );
};

const restOf = (reasons: readonly string[] | undefined): string => (reasons ?? []).join('\n');

test('a person approves half-way: their answer stands, and the gate goes on with the next stage', async () => {
  const ending = await theatre.release(
    2,
    {},
    once(isMeasuring('Staging'), () => answer('Staging', 'Approved', 'we know of these errors')),
  );
  expect(ending.decision('Staging')).toMatchObject({ decision: 'approve', by: 'person' });
  expect(restOf(ending.decision('Staging')?.reasons)).toContain('we know of these errors');
  expect(ending.decision('Production')).toMatchObject({ decision: 'reject', by: 'gate', verdict: 'fail' });
  expect(ending.validations.filter(({ decision }) => decision?.by === 'person')).toHaveLength(1);
  for (const validation of ending.validations) await expectTold(theatre, validation);
});

test('a person rejects half-way: rejected, nothing is rolled back, production never sees it', async () => {
  const ending = await theatre.release(
    1,
    {},
    once(isMeasuring('Staging'), () => answer('Staging', 'Rejected', 'wrong day')),
  );
  expect(ending.execution).toMatchObject({ status: 'Failed' });
  expect(ending.decision('Staging')).toMatchObject({ decision: 'reject', by: 'person' });
  expect(restOf(ending.decision('Staging')?.reasons)).toContain('wrong day');
  expect(ending.lines.map(({ type }) => type)).toEqual(['decision', 'execution']);
  await expectTold(theatre, ending.validations[0]!);
});

test('a person rejects in production half-way: recorded as theirs, and no rollback is started by the gate', async () => {
  const ending = await theatre.release(
    1,
    {},
    once(isMeasuring('Production'), () => answer('Production', 'Rejected', 'not today')),
  );
  expect(ending.decision('Staging')).toMatchObject({ decision: 'approve', by: 'gate' });
  expect(ending.decision('Production')).toMatchObject({ decision: 'reject', by: 'person' });
  expect(ending.lines.some(({ type }) => type === 'remediation' || type === 'remediation-refused')).toBe(false);
});

test('the switch is turned off while a gate measures: held, and nothing is answered', async () => {
  const { ssm } = theatre.stage.clients;
  const Name = '/unbreakable/switch';
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
  expect(Parameter?.Value).toBe('on');
  try {
    const ending = await theatre.release(
      1,
      {},
      once(isMeasuring('Staging'), async () => void (await ssm.send(new PutParameterCommand({ Name, Value: 'off', Overwrite: true })))),
    );
    expect(ending.execution).toMatchObject({ status: 'Held' });
    expect(ending.decision('Staging')).toMatchObject({ decision: 'hold', verdict: 'pass' });
    expect(ending.validations[0]?.decision?.answered).toBe(false);
  } finally {
    await ssm.send(new PutParameterCommand({ Name, Value: 'on', Overwrite: true }));
  }
});

test('a deployment by hand in the middle of the window: held, since it is no longer clear what was measured', async () => {
  const ending = await theatre.release(
    1,
    {},
    once(hasLooked('Staging', 2), () => redeployByHand('Staging')),
  );
  expect(ending.execution).toMatchObject({ status: 'Held' });
  expect(ending.decision('Staging')).toMatchObject({ decision: 'hold', by: 'gate' });
  expect(ending.decision('Staging')?.reasons[0]).toContain('deployed revision changed');
  await expectTold(theatre, ending.validations[0]!);
});

test('events twice and out of order: one decision per gate, one rollback', async () => {
  theatre.events.deliveries = 2;
  theatre.events.shuffleMilliseconds = 90_000;
  try {
    const good = await theatre.release(3);
    expect(good.execution).toMatchObject({ status: 'Succeeded' });
    const bad = await theatre.release(4);
    expect(bad.lines.map((line) => (line.type === 'decision' ? `${line.stage} ${line.decision} by ${line.by}` : line.type))).toEqual([
      'Staging approve by gate',
      'Production reject by gate',
      'remediation',
      'execution',
    ]);
    expect(bad.lines.find(({ type }) => type === 'remediation')).toMatchObject({ fromBuild: 4, toBuild: 3, outcome: 'succeeded' });
  } finally {
    theatre.events.deliveries = 1;
    theatre.events.shuffleMilliseconds = 0;
  }
});

test('a retried stage is a new attempt with a gate of its own', async () => {
  const first = await theatre.release(2);
  expect(first.decision('Staging')).toMatchObject({ decision: 'reject' });
  const { executionId } = first.execution;
  const { codepipeline } = theatre.stage.clients;
  await codepipeline.send(
    new RetryStageExecutionCommand({
      pipelineName: pipelineName(),
      stageName: 'Staging',
      pipelineExecutionId: executionId,
      retryMode: 'ALL_ACTIONS',
    }),
  );
  const validations = await waitFor(async () => {
    const found = await theatre.validationsOf(executionId);
    return found.length === 2 && found.every(({ status }) => status === 'decided') ? found : undefined;
  });
  expect(validations.map(({ decision }) => decision?.decision)).toEqual(['reject', 'reject']);
  expect(new Set(validations.map(({ attempt }) => attempt)).size).toBe(2);
});

test('a retried approval belongs to a person: the gate that rejected leaves it open', async () => {
  const first = await theatre.release(2);
  const { executionId } = first.execution;
  const { codepipeline } = theatre.stage.clients;
  await codepipeline.send(
    new RetryStageExecutionCommand({
      pipelineName: pipelineName(),
      stageName: 'Staging',
      pipelineExecutionId: executionId,
      retryMode: 'FAILED_ACTIONS',
    }),
  );
  await waitFor(() => openToken('Staging'));
  await theatre.stage.clock.sleep(20 * 60_000);
  expect(await openToken('Staging')).toBeDefined();
  expect(await theatre.validationsOf(executionId)).toMatchObject([{ decision: { decision: 'reject', by: 'gate' } }]);
  await codepipeline.send(
    new StopPipelineExecutionCommand({
      pipelineName: pipelineName(),
      pipelineExecutionId: executionId,
      abandon: true,
      reason: 'the test is over',
    }),
  );
});

test('two executions at once: the second waits outside the window, each is judged on its own', async () => {
  const second = await theatre.files(3);
  let revision = '';
  const first = await theatre.release(
    2,
    {},
    once(isMeasuring('Staging'), async () => {
      revision = await uploadRelease(theatre.stage.clients, theatre.stage.structure, second);
    }),
  );
  expect(first.decision('Staging')).toMatchObject({ decision: 'reject', by: 'gate' });
  expect(first.validations).toHaveLength(1);
  const other = await theatre.follow(revision, 3);
  expect(other.executionId).not.toBe(first.execution.executionId);
  const validations = await theatre.validationsOf(other.executionId);
  expect(validations.map(({ stage, decision }) => `${stage} ${decision?.decision}`)).toEqual(['Staging approve', 'Production approve']);
});

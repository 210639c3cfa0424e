import type { GetPipelineExecutionOutput, GetPipelineStateOutput, ListPipelineExecutionsOutput } from '@aws-sdk/client-codepipeline';
import type { CloudHost } from '../../../../rehearsal/cloud/host';
import { bucket, deployCloud, deploymentGroup, powerfulRole, recorder, serviceBundle, startGroup } from '../../support/deploy-cloud';
import { eventually, operator } from '../../support/fake-cloud';
import { createResource, stopClouds } from '../../support/real-cloud';

afterEach(stopClouds);

const type = (Category: string, Provider: string) => ({ Category, Owner: 'AWS', Provider, Version: '1' });

/** Source → Staging (deploy, check, approve). */
const createPipeline = async (cloud: CloudHost) => {
  const role = await powerfulRole(cloud, 'PipelineRole', { Service: 'codepipeline.amazonaws.com' });
  const actionRole = await powerfulRole(cloud, 'ActionRole', { AWS: role });
  return createResource(cloud, 'AWS::CodePipeline::Pipeline', {
    Name: 'pipe',
    RoleArn: role,
    PipelineType: 'V2',
    ArtifactStore: { Type: 'S3', Location: 'artifacts' },
    Stages: [
      {
        Name: 'Source',
        Actions: [
          {
            Name: 'App',
            ActionTypeId: type('Source', 'S3'),
            Configuration: { S3Bucket: 'releases', S3ObjectKey: 'app.zip', PollForSourceChanges: false },
            OutputArtifacts: [{ Name: 'Application' }],
            Namespace: 'Src',
            RoleArn: actionRole,
          },
        ],
      },
      {
        Name: 'Staging',
        Actions: [
          {
            Name: 'Deploy',
            ActionTypeId: type('Deploy', 'CodeDeploy'),
            Configuration: { ApplicationName: 'app', DeploymentGroupName: 'group' },
            InputArtifacts: [{ Name: 'Application' }],
            RunOrder: 1,
          },
          {
            Name: 'Check',
            ActionTypeId: type('Invoke', 'Lambda'),
            Configuration: { FunctionName: 'check', UserParameters: '#{codepipeline.PipelineExecutionId} #{Src.ObjectKey}' },
            InputArtifacts: [{ Name: 'Application' }],
            RunOrder: 2,
          },
          {
            Name: 'Approve',
            ActionTypeId: type('Approval', 'Manual'),
            Configuration: { NotificationArn: 'arn:aws:sns:us-east-1:123456789012:topic', CustomData: 'look' },
            RunOrder: 3,
            TimeoutInMinutes: 600,
          },
        ],
      },
    ],
  });
};

const state = (cloud: CloudHost) => cloud.call<GetPipelineStateOutput>('codepipeline', 'GetPipelineState', { name: 'pipe' }, operator);
const actionState = async (cloud: CloudHost, stage: string, action: string) =>
  (await state(cloud)).stageStates
    ?.find(({ stageName }) => stageName === stage)
    ?.actionStates?.find(({ actionName }) => actionName === action)?.latestExecution;
const executionStatus = async (cloud: CloudHost, id: string) =>
  (
    await cloud.call<GetPipelineExecutionOutput>(
      'codepipeline',
      'GetPipelineExecution',
      { pipelineName: 'pipe', pipelineExecutionId: id },
      operator,
    )
  ).pipelineExecution;

const setUp = async () => {
  const jobs: { readonly id: string; readonly data: { actionConfiguration: { configuration: Record<string, string> } } }[] = [];
  const published: { readonly Message: string }[] = [];
  const world = await deployCloud(
    recorder('lambda', 'lambda', {
      Invoke: (input) =>
        void jobs.push(JSON.parse(Buffer.from((input as { Payload: Uint8Array }).Payload).toString('utf8'))['CodePipeline.job']),
    }),
    recorder('sns', 'sns', { Publish: (input) => void published.push(input as { Message: string }) }),
  );
  await bucket(world.cloud, 'releases');
  await bucket(world.cloud, 'artifacts');
  return { ...world, jobs, published };
};

test('an empty source ends the first execution in a clear state', async () => {
  const { cloud } = await setUp();
  await createPipeline(cloud);
  const failed = await eventually(async () => {
    const found = await actionState(cloud, 'Source', 'App');
    return found?.status === 'Failed' ? found : undefined;
  });
  expect(failed.errorDetails?.message).toContain('s3://releases/app.zip does not exist');
  const { pipelineExecutionSummaries } = await cloud.call<ListPipelineExecutionsOutput>(
    'codepipeline',
    'ListPipelineExecutions',
    { pipelineName: 'pipe' },
    operator,
  );
  expect(pipelineExecutionSummaries).toMatchObject([{ status: 'Failed', trigger: { triggerType: 'CreatePipeline' } }]);
});

test('deploys, asks the function and waits for the approval of whoever answers', async () => {
  const { cloud, jobs, published, events } = await setUp();
  await deploymentGroup(cloud, await startGroup(cloud, { files: { '/etc/test/instance.env': 'PORT=8080\n' } }));
  await cloud.call(
    's3',
    'PutObject',
    { Bucket: 'releases', Key: 'app.zip', Body: serviceBundle('one'), Metadata: { 'codepipeline-artifact-revision-summary': 'Build 1' } },
    operator,
  );
  await createPipeline(cloud);

  const job = await eventually(() => jobs[0], 20_000);
  const stage = (await state(cloud)).stageStates?.[1];
  const executionId = stage?.latestExecution?.pipelineExecutionId ?? '';
  expect(job.data.actionConfiguration.configuration['UserParameters']).toBe(`${executionId} app.zip`);
  expect(await actionState(cloud, 'Staging', 'Deploy')).toMatchObject({
    status: 'Succeeded',
    externalExecutionId: expect.stringMatching(/^d-/),
  });
  await cloud.call('codepipeline', 'PutJobSuccessResult', { jobId: job.id }, operator);

  const { token } = await eventually(async () => {
    const found = await actionState(cloud, 'Staging', 'Approve');
    return found?.token === undefined ? undefined : { token: found.token };
  });
  await eventually(() => published[0]);
  expect(JSON.parse(published[0]?.Message ?? '{}')).toMatchObject({ approval: { token, customData: 'look', pipelineName: 'pipe' } });
  const answer = {
    pipelineName: 'pipe',
    stageName: 'Staging',
    actionName: 'Approve',
    token,
    result: { status: 'Approved', summary: 'fast enough' },
  };
  await cloud.call('codepipeline', 'PutApprovalResult', answer, operator);
  const ended = await eventually(async () => {
    const found = await executionStatus(cloud, executionId);
    return found?.status === 'Succeeded' ? found : undefined;
  });
  expect(ended.artifactRevisions).toMatchObject([{ name: 'Application', revisionSummary: 'Build 1' }]);
  expect(await actionState(cloud, 'Staging', 'Approve')).toMatchObject({
    summary: 'fast enough',
    lastUpdatedBy: expect.stringContaining('operator'),
  });
  await expect(cloud.call('codepipeline', 'PutApprovalResult', answer, operator)).rejects.toMatchObject({
    code: 'ApprovalAlreadyCompletedException',
  });
  const states = events.map(({ DetailType, Detail }) => ({ DetailType, ...(JSON.parse(Detail) as object) }));
  expect(states).toContainEqual(
    expect.objectContaining({
      DetailType: 'CodePipeline Action Execution State Change',
      action: 'Approve',
      state: 'SUCCEEDED',
      'execution-id': executionId,
      type: { category: 'Approval', owner: 'AWS', provider: 'Manual', version: '1' },
    }),
  );
}, 40_000);

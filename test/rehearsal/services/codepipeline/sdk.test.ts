/**
 * Pipeline and deployments through the real SDK clients. With `SERVICE_MODELS=<folder of service-2.json files>` every
 * request and answer is also held against AWS's own service models.
 */
import {
  BatchGetDeploymentsCommand,
  CodeDeployClient,
  GetApplicationRevisionCommand,
  GetDeploymentCommand,
  GetDeploymentConfigCommand,
  GetDeploymentGroupCommand,
  ListDeploymentInstancesCommand,
  ListDeploymentsCommand,
  BatchGetDeploymentTargetsCommand,
} from '@aws-sdk/client-codedeploy';
import {
  CodePipelineClient,
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  ListPipelinesCommand,
  PutApprovalResultCommand,
  RetryStageExecutionCommand,
  StartPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { modelObserver, type ModelObserver } from '../../../../rehearsal/cloud/model-observer';
import { bucket, deploymentGroup, observedDeployCloud, powerfulRole, serviceBundle, startGroup } from '../../support/deploy-cloud';
import { eventually, operator } from '../../support/fake-cloud';
import { approval, deployAction, properties, source } from '../../support/pipeline-cloud';
import { clientSettings, createResource, stopClouds } from '../../support/real-cloud';

afterEach(stopClouds);

const folder = process.env['SERVICE_MODELS'];

const observe = async (): Promise<ModelObserver | undefined> => {
  if (folder !== undefined) return modelObserver(folder);
  process.stderr.write('Service models are not given (SERVICE_MODELS): pipeline and deployments are not held against them.\n');
  return undefined;
};

test('the SDK reads what pipeline and deployments tell, from the release to a retried approval', async () => {
  const observer = await observe();
  const { cloud } = await observedDeployCloud(observer === undefined ? {} : { observer });
  for (const name of ['releases', 'artifacts']) await bucket(cloud, name);
  await deploymentGroup(cloud, await startGroup(cloud, { files: { '/etc/test/instance.env': 'PORT=8080\n' } }));
  await cloud.call('s3', 'PutObject', { Bucket: 'releases', Key: 'app.zip', Body: serviceBundle('one') }, operator);
  const RoleArn = await powerfulRole(cloud, 'pipeline', { Service: 'codepipeline.amazonaws.com' });
  const stages = [{ Name: 'Staging', Actions: [deployAction('Deploy'), approval('Approve', { RunOrder: 2 })] }];
  await createResource(cloud, 'AWS::CodePipeline::Pipeline', properties(stages, { RoleArn }));
  const pipelines = new CodePipelineClient(clientSettings(cloud));
  const deployments = new CodeDeployClient(clientSettings(cloud));

  const pending = () =>
    eventually(async () => {
      const { stageStates = [] } = await pipelines.send(new GetPipelineStateCommand({ name: 'pipe' }));
      const action = stageStates[1]?.actionStates?.[1]?.latestExecution;
      const execution = stageStates[1]?.latestExecution?.pipelineExecutionId;
      return action?.status === 'InProgress' && action.token !== undefined && execution !== undefined
        ? { token: action.token, execution, since: action.lastStatusChange }
        : undefined;
    }, 20_000);
  const { token, execution, since } = await pending();
  expect(since).toBeInstanceOf(Date);
  const answer = { pipelineName: 'pipe', stageName: 'Staging', actionName: 'Approve' };
  await pipelines.send(new PutApprovalResultCommand({ ...answer, token, result: { status: 'Rejected', summary: 'slow' } }));
  await expect(
    pipelines.send(new PutApprovalResultCommand({ ...answer, token, result: { status: 'Approved', summary: '' } })),
  ).rejects.toMatchObject({ name: 'ApprovalAlreadyCompletedException' });
  await eventually(async () => {
    const { pipelineExecution } = await pipelines.send(
      new GetPipelineExecutionCommand({ pipelineName: 'pipe', pipelineExecutionId: execution }),
    );
    return pipelineExecution?.status === 'Failed' ? true : undefined;
  });
  await pipelines.send(
    new RetryStageExecutionCommand({
      pipelineName: 'pipe',
      stageName: 'Staging',
      pipelineExecutionId: execution,
      retryMode: 'FAILED_ACTIONS',
    }),
  );
  const again = await pending();
  expect(again.execution).toBe(execution);
  await pipelines.send(new PutApprovalResultCommand({ ...answer, token: again.token, result: { status: 'Approved', summary: 'fine' } }));

  expect((await pipelines.send(new GetPipelineCommand({ name: 'pipe' }))).pipeline?.stages?.[0]?.actions?.[0]).toMatchObject({
    name: source.Name,
    runOrder: 1,
  });
  expect((await pipelines.send(new ListActionExecutionsCommand({ pipelineName: 'pipe' }))).actionExecutionDetails).toHaveLength(4);
  expect((await pipelines.send(new ListPipelinesCommand({}))).pipelines).toMatchObject([
    { name: 'pipe', pipelineType: 'V2', executionMode: 'SUPERSEDED' },
  ]);
  await pipelines.send(new StartPipelineExecutionCommand({ name: 'pipe' }));
  const { pipelineExecutionSummaries } = await pipelines.send(new ListPipelineExecutionsCommand({ pipelineName: 'pipe', maxResults: 1 }));
  expect(pipelineExecutionSummaries).toMatchObject([{ trigger: { triggerType: 'StartPipelineExecution' } }]);

  const group = { applicationName: 'app', deploymentGroupName: 'group' };
  const { deployments: ids = [] } = await deployments.send(
    new ListDeploymentsCommand({ ...group, includeOnlyStatuses: ['Succeeded'], createTimeRange: { start: new Date(0) } }),
  );
  const deploymentId = ids.at(-1) ?? '';
  const { deploymentInfo } = await deployments.send(new GetDeploymentCommand({ deploymentId }));
  expect(deploymentInfo?.createTime).toBeInstanceOf(Date);
  const { deploymentsInfo } = await deployments.send(new BatchGetDeploymentsCommand({ deploymentIds: [deploymentId] }));
  expect(deploymentsInfo).toEqual([deploymentInfo]);
  expect(await deployments.send(new GetDeploymentGroupCommand(group))).toMatchObject({
    deploymentGroupInfo: { lastSuccessfulDeployment: { deploymentId } },
  });
  await deployments.send(new GetDeploymentConfigCommand({ deploymentConfigName: 'CodeDeployDefault.OneAtATime' }));
  await deployments.send(new GetApplicationRevisionCommand({ applicationName: 'app', revision: deploymentInfo?.revision }));
  const { instancesList: targetIds = [] } = await deployments.send(new ListDeploymentInstancesCommand({ deploymentId }));
  await deployments.send(new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds }));
  expect(observer?.findings ?? []).toEqual([]);
}, 60_000);

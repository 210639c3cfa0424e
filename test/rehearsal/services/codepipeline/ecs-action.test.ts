/** The ECS deploy action with a real service behind it. `SERVICE_MODELS` holds every call against AWS's own models as well. */
import { CodePipelineClient, GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';
import { DescribeServicesCommand, DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import type { PolicyStatement } from '../../../../rehearsal/cloud/cloud';
import { modelObserver } from '../../../../rehearsal/cloud/model-observer';
import { codepipeline } from '../../../../rehearsal/services/codepipeline/codepipeline';
import { readImageDefinitions, withImages } from '../../../../rehearsal/services/codepipeline/actions/image-definitions';
import { s3 } from '../../../../rehearsal/services/s3/s3';
import { bucket, zip } from '../../support/deploy-cloud';
import { ecsWorld, image } from '../../support/ecs-world';
import { eventually, operator } from '../../support/fake-cloud';
import { properties } from '../../support/pipeline-cloud';
import { clientSettings, createResource, stopClouds } from '../../support/real-cloud';

afterEach(stopClouds);

const models = process.env['SERVICE_MODELS'];

const ecsArn = (resource: string): string => `arn:aws:ecs:us-east-1:123456789012:${resource}`;

/** What the User Guide asks for, with resources. */
const statements = (roles: readonly string[]): PolicyStatement[] => [
  { Effect: 'Allow', Action: ['s3:*'], Resource: '*' },
  { Effect: 'Allow', Action: ['ecs:DescribeServices', 'ecs:UpdateService'], Resource: ecsArn('service/main/web') },
  { Effect: 'Allow', Action: ['ecs:DescribeTaskDefinition'], Resource: '*' },
  { Effect: 'Allow', Action: ['ecs:RegisterTaskDefinition'], Resource: ecsArn('task-definition/web:*') },
  {
    Effect: 'Allow',
    Action: ['iam:PassRole'],
    Resource: [...roles],
    Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
  },
];

const action = {
  Name: 'Deploy',
  ActionTypeId: { Category: 'Deploy', Owner: 'AWS', Provider: 'ECS', Version: '1' },
  Configuration: { ClusterName: 'main', ServiceName: 'web' },
  InputArtifacts: [{ Name: 'Application' }],
};

const setUp = async (allowed: (all: PolicyStatement[]) => PolicyStatement[], definitions: (uri: string) => unknown) => {
  const observer = models === undefined ? undefined : await modelObserver(models);
  const world = await ecsWorld({ bakeMinutes: 0, more: [s3, codepipeline], ...(observer === undefined ? {} : { observer }) });
  const { cloud, roles, repositoryUri } = world;
  await world.createService();
  for (const name of ['releases', 'artifacts']) await bucket(cloud, name);
  const artifact = zip({ 'imagedefinitions.json': JSON.stringify(definitions(image(cloud, repositoryUri, 'two'))) });
  await cloud.call('s3', 'PutObject', { Bucket: 'releases', Key: 'app.zip', Body: artifact }, operator);
  const role = await createResource(cloud, 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'codepipeline.amazonaws.com' } }],
    },
    Policies: [{ PolicyName: 'work', PolicyDocument: { Statement: allowed(statements([roles.execution, roles.task])) } }],
  });
  const stages = [{ Name: 'Staging', Actions: [action] }];
  await createResource(cloud, 'AWS::CodePipeline::Pipeline', properties(stages, { RoleArn: String(role.attributes['Arn']) }), 'Pipeline');
  const pipelines = new CodePipelineClient(clientSettings(cloud));
  const execution = await eventually(async () => {
    const { stageStates = [] } = await pipelines.send(new GetPipelineStateCommand({ name: 'pipe' }));
    const latest = stageStates[1]?.actionStates?.[0]?.latestExecution;
    return latest === undefined || latest.status === 'InProgress' ? undefined : latest;
  }, 25_000);
  return { ...world, execution, findings: observer?.findings ?? [] };
};

const good = (imageUri: string) => [{ name: 'app', imageUri }];

test('the image of the artifact comes into a new revision of the task definition, and the service runs it', async () => {
  const { execution, client, url, repositoryUri, findings } = await setUp((all) => all, good);
  expect(execution).toMatchObject({ status: 'Succeeded', externalExecutionId: expect.stringMatching(/^ecs-svc\//) });
  expect(await (await fetch(url)).text()).toBe('two');
  const { services } = await client.send(new DescribeServicesCommand({ cluster: 'main', services: ['web'] }));
  const { taskDefinition } = services![0]!;
  expect(taskDefinition).toMatch(/task-definition\/web:2$/);
  const described = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  expect(described.taskDefinition).toMatchObject({
    cpu: '256',
    containerDefinitions: [{ name: 'app', image: `${repositoryUri}:two`, environment: [{ name: 'PORT' }, { name: 'ENVIRONMENT' }] }],
  });
  expect(findings).toEqual([]);
}, 30_000);

const withoutPassRole = (all: PolicyStatement[]) => all.filter(({ Action }) => !JSON.stringify(Action).includes('PassRole'));

test('a role that may not hand the roles of the tasks on cannot deploy', async () => {
  const { execution } = await setUp(withoutPassRole, good);
  expect(execution).toMatchObject({ status: 'Failed', errorDetails: { code: 'PermissionError' } });
}, 30_000);

test('a container that the task definition does not have is refused', () => {
  const described = { $metadata: {}, taskDefinition: { family: 'web', containerDefinitions: [{ name: 'app', image: 'one' }] } };
  expect(() => withImages(described, new Map([['other', 'two']]))).toThrow(/Container other is not in/);
});

test.each([
  ['is no archive', Buffer.from('text'), /no ZIP/],
  ['does not hold the file', zip({ 'other.json': '[]' }), /Did not find/],
  ['holds no list', zip({ 'imagedefinitions.json': '{}' }), /invalid JSON format/],
  ['names no image', zip({ 'imagedefinitions.json': '[{"name":"app"}]' }), /invalid JSON format/],
  ['is empty', zip({ 'imagedefinitions.json': '[]' }), /invalid JSON format/],
])('an artifact that %s is refused', (_what, artifact, message) => {
  expect(() => readImageDefinitions(artifact, 'imagedefinitions.json')).toThrow(message);
});

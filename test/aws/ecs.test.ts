/** The ECS adapters against the stand-in, through the real SDK. */
import { ECSClient, ListServiceDeploymentsCommand, RegisterTaskDefinitionCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { EcsDeployer } from '../../lambda/aws/ecs-deployer.client';
import { EcsTaskDefinitions } from '../../lambda/aws/ecs-task-definitions.client';
import { askEcs } from '../../lambda/ops/image/ecs-services.client';
import type { ServiceDestination } from '../../lambda/contract/destination';
import type { TaskRevision } from '../../lambda/gate/revision';
import type { PolicyStatement } from '../../rehearsal/cloud/cloud';
import { definition, ecsWorld, image, newestDeployment, untilStatus, type EcsWorld } from '../rehearsal/support/ecs-world';
import { eventually } from '../rehearsal/support/fake-cloud';
import { clientSettings, createRole, stopClouds } from '../rehearsal/support/real-cloud';

afterEach(stopClouds);

const web: ServiceDestination = { kind: 'service', cluster: 'main', service: 'web' };
const part = (kind: string): string => `arn:aws:ecs:us-east-1:123456789012:${kind}/main/web`;

/** What a rollback may do, and no more. */
const statements = ({ roles }: EcsWorld): PolicyStatement[] => [
  { Effect: 'Allow', Action: ['ecs:ListServiceDeployments', 'ecs:UpdateService'], Resource: part('service') },
  {
    Effect: 'Allow',
    Action: ['ecs:DescribeServiceDeployments', 'ecs:StopServiceDeployment'],
    Resource: [part('service'), `${part('service-deployment')}/*`],
  },
  { Effect: 'Allow', Action: 'ecs:DescribeServiceRevisions', Resource: [part('service'), `${part('service-revision')}/*`] },
  { Effect: 'Allow', Action: 'ecs:DescribeTaskDefinition', Resource: '*' },
  {
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource: [roles.execution, roles.task],
    Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
  },
];

const setUp = async (bakeMinutes: number) => {
  const world = await ecsWorld({ bakeMinutes });
  await world.createService();
  const client = new ECSClient(clientSettings(world.cloud, await createRole(world.cloud, statements(world), 'Rollback')));
  return { ...world, deployer: new EcsDeployer(client), definitions: new EcsTaskDefinitions(client) };
};

const release = async ({ client, cloud, repositoryUri, roles }: EcsWorld, version: string): Promise<TaskRevision> => {
  const registered = await client.send(new RegisterTaskDefinitionCommand(definition(image(cloud, repositoryUri, version), roles)));
  const taskDefinitionArn = registered.taskDefinition!.taskDefinitionArn!;
  await client.send(new UpdateServiceCommand({ cluster: 'main', service: 'web', taskDefinition: taskDefinitionArn }));
  return { kind: 'task-definition', taskDefinitionArn };
};

const count = async ({ client }: EcsWorld): Promise<number> =>
  (await client.send(new ListServiceDeploymentsCommand({ cluster: 'main', service: 'web' }))).serviceDeployments!.length;

test('reads what was deployed, and knows that the stacks’ own deployment is no release', async () => {
  const world = await setUp(0);
  const { deployer, definitions, cloud } = world;
  expect(await deployer.succeededBefore(web, cloud.clock.now())).toBe(false);
  const beforeTwo = cloud.clock.now();
  const two = await release(world, 'two');
  const ended = await untilStatus(world, 'SUCCESSFUL');
  const latest = await deployer.latest(web);
  expect(latest).toEqual({
    deploymentId: ended.serviceDeploymentArn,
    status: 'succeeded',
    createdAt: ended.createdAt!.getTime(),
    completedAt: ended.finishedAt!.getTime(),
    byAutoScaling: false,
    revision: { ...two, serviceRevisionArn: ended.targetServiceRevision!.arn },
  });
  expect(await deployer.get(web, latest!.deploymentId)).toEqual(latest);
  expect(await deployer.lastSucceeded(web)).toEqual(latest);
  expect(await deployer.succeededBefore(web, cloud.clock.now())).toBe(true);
  expect(await deployer.succeededBefore(web, beforeTwo)).toBe(false);
  const span = { start: latest!.createdAt, end: latest!.completedAt! };
  expect(await deployer.during(web, span)).toEqual([span]);
  expect(await deployer.during(web, { start: span.end, end: span.end + 1 })).toEqual([]);
  await expect(deployer.during(web, { start: span.start - 91 * 86_400_000, end: span.end })).rejects.toMatchObject({ code: 'TooLongAgo' });
  await expect(deployer.get(web, `${part('service-deployment')}/unknown`)).rejects.toMatchObject({ code: 'NoDeployment' });
  const bundle = { kind: 'bundle' as const, bucket: 'b', key: 'k', bundleType: 'zip' };
  await expect(deployer.create(web, bundle, 'x')).rejects.toMatchObject({ code: 'RevisionMismatch' });
  const gone: TaskRevision = { kind: 'task-definition', taskDefinitionArn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:9' };
  expect(await definitions.exists(gone)).toBe(false);
}, 30_000);

test('a rollback is begun once, however often it is asked for', async () => {
  const world = await setUp(0);
  const { deployer, cloud, definitions } = world;
  const one: TaskRevision = { kind: 'task-definition', taskDefinitionArn: world.firstDefinition };
  await release(world, 'two');
  expect(await deployer.create(web, one, 'too early')).toEqual({ kind: 'busy' });
  const ask = (changes: object = {}) => askEcs(world.client)({ cluster: 'main', service: 'web', container: 'app', ...changes });
  expect(await ask()).toEqual({ kind: 'deploying' });
  await untilStatus(world, 'SUCCESSFUL');
  expect(await ask()).toEqual({ kind: 'runs', image: `${world.repositoryUri}:two` });
  expect(await ask({ service: 'other' })).toEqual({ kind: 'missing' });
  expect(await ask({ cluster: 'other' })).toEqual({ kind: 'missing' });
  await expect(ask({ container: 'other' })).rejects.toMatchObject({ code: 'ServiceUnknown' });
  const since = cloud.clock.now();
  expect(await deployer.findAgain(web, { revision: one, since, mark: 'x' })).toBeUndefined();
  expect(await definitions.exists(one)).toBe(true);
  const first = await deployer.create(web, one, 'rollback');
  const second = await deployer.create(web, one, 'rollback, after a crash');
  expect(second).toEqual(first);
  const found = await deployer.findAgain(web, { revision: one, since, mark: 'x' });
  expect({ kind: 'created', deploymentId: found?.deploymentId }).toEqual(first);
  await untilStatus(world, 'SUCCESSFUL');
  expect(await deployer.create(web, one, 'rollback, much later')).toEqual(first);
  expect(await count(world)).toBe(3);
}, 30_000);

test('a deployment that is stopped is undone by a rollback with an id of its own', async () => {
  const world = await setUp(30);
  const { deployer } = world;
  const two = await release(world, 'two');
  const { serviceDeploymentArn: bad = '' } = await eventually(async () => {
    const deployment = await newestDeployment(world);
    return deployment.lifecycleStage === 'BAKE_TIME' ? deployment : undefined;
  });
  expect(await deployer.latest(web)).toMatchObject({ deploymentId: bad, status: 'running', revision: two });
  expect(await deployer.rollbackOf(web, bad)).toBeUndefined();
  await deployer.stop(web, bad);
  await untilStatus(world, 'ROLLBACK_SUCCESSFUL');
  await deployer.stop(web, bad);
  const rollback = await deployer.rollbackOf(web, bad);
  expect(await deployer.get(web, rollback!)).toMatchObject({
    status: 'succeeded',
    isRollback: true,
    revision: { taskDefinitionArn: world.firstDefinition },
  });
  expect(await deployer.get(web, bad)).toMatchObject({ status: 'failed', failure: expect.stringContaining('rolled back'), revision: two });
  expect((await deployer.latest(web))?.deploymentId).toBe(rollback);
  const one: TaskRevision = { kind: 'task-definition', taskDefinitionArn: world.firstDefinition };
  expect(await deployer.create(web, one, 'again')).toEqual({ kind: 'created', deploymentId: rollback });
}, 30_000);

import {
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { definition, ecsWorld, image, newestDeployment, untilStatus, type EcsWorld } from '../../support/ecs-world';
import { eventually, operator } from '../../support/fake-cloud';
import { stopClouds } from '../../support/real-cloud';

afterEach(stopClouds);

const release = async (world: EcsWorld, version: string): Promise<string> => {
  const { client, cloud, repositoryUri, roles } = world;
  const registered = await client.send(new RegisterTaskDefinitionCommand(definition(image(cloud, repositoryUri, version), roles)));
  const taskDefinition = registered.taskDefinition!.taskDefinitionArn!;
  await client.send(new UpdateServiceCommand({ cluster: 'main', service: 'web', taskDefinition }));
  return taskDefinition;
};

const ask = async (url: string): Promise<string> => (await fetch(url)).text();

const service = async ({ client }: EcsWorld) =>
  (await client.send(new DescribeServicesCommand({ cluster: 'main', services: ['web'] }))).services![0]!;

const countErrors = ({ cloud }: EcsWorld): Promise<unknown> =>
  cloud.call(
    'monitoring',
    'PutMetricData',
    { Namespace: 'Test', MetricData: [{ MetricName: 'Errors', Value: 5, Timestamp: new Date(cloud.clock.now()) }] },
    operator,
  );

test('blue stays and serves until green has baked, then blue is stopped', async () => {
  const world = await ecsWorld();
  await world.createService();
  expect(await ask(world.url)).toBe('one');
  const two = await release(world, 'two');
  const baking = await eventually(async () => {
    const deployment = await newestDeployment(world);
    return deployment.lifecycleStage === 'BAKE_TIME' ? deployment : undefined;
  });
  expect(await ask(world.url)).toBe('two');
  expect(baking).toMatchObject({
    status: 'IN_PROGRESS',
    sourceServiceRevisions: [{ runningTaskCount: 1, requestedProductionTrafficWeight: 0 }],
    targetServiceRevision: { runningTaskCount: 1, requestedProductionTrafficWeight: 100 },
    alarms: { status: 'MONITORING', alarmNames: ['errors'] },
  });
  const ended = await untilStatus(world, 'SUCCESSFUL');
  const bake = (ended.finishedAt!.getTime() - ended.startedAt!.getTime()) / 1000;
  expect(bake).toBeGreaterThanOrEqual(60);
  expect(await service(world)).toMatchObject({ taskDefinition: two, runningCount: 1, deployments: [{ rolloutState: 'COMPLETED' }] });
  const revision = ended.targetServiceRevision!.arn!;
  const described = await world.client.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns: [revision] }));
  expect(described.serviceRevisions).toMatchObject([
    { taskDefinition: two, containerImages: [{ image: `${world.repositoryUri}:two`, imageDigest: expect.stringMatching(/^sha256:/) }] },
  ]);
  expect(world.events.filter(({ Source }) => Source === 'aws.ecs').map(({ Detail }) => JSON.parse(Detail).eventName)).toEqual([
    'SERVICE_DEPLOYMENT_IN_PROGRESS',
    'SERVICE_DEPLOYMENT_COMPLETED',
    'SERVICE_DEPLOYMENT_IN_PROGRESS',
    'SERVICE_DEPLOYMENT_COMPLETED',
  ]);
  const log = await world.cloud.call<{ events: { message: string; logStreamName: string }[] }>(
    'logs',
    'FilterLogEvents',
    { logGroupName: 'app-log' },
    operator,
  );
  expect(log.events.map(({ message }) => JSON.parse(message).version)).toEqual(['one', 'two']);
  expect(log.events[0]?.logStreamName).toMatch(/^web\/app\/[0-9a-f]{32}$/);
}, 30_000);

test('an alarm that goes off during the bake brings blue back', async () => {
  const world = await ecsWorld({ bakeMinutes: 10 });
  await world.createService();
  await release(world, 'two');
  await eventually(async () => ((await newestDeployment(world)).lifecycleStage === 'BAKE_TIME' ? true : undefined));
  await countErrors(world);
  const ended = await untilStatus(world, 'ROLLBACK_SUCCESSFUL');
  expect(ended.alarms).toMatchObject({ status: 'TRIGGERED', triggeredAlarmNames: ['errors'] });
  expect(ended.rollback?.serviceRevisionArn).toBe(ended.sourceServiceRevisions![0]!.arn);
  expect(await service(world)).toMatchObject({ taskDefinition: world.firstDefinition, runningCount: 1 });
  expect(await ask(world.url)).toBe('one');
}, 30_000);

test('refuses what AWS refuses, and begins nothing for the same task definition', async () => {
  const world = await ecsWorld();
  await world.createService();
  const before = await newestDeployment(world);
  await world.client.send(new UpdateServiceCommand({ cluster: 'main', service: 'web', taskDefinition: world.firstDefinition }));
  expect((await newestDeployment(world)).serviceDeploymentArn).toBe(before.serviceDeploymentArn);
  const { client, roles } = world;
  const sizeless = new RegisterTaskDefinitionCommand({ ...definition('x', roles), cpu: undefined });
  await expect(client.send(sizeless)).rejects.toMatchObject({ name: 'ClientException' });
  const unknown = new DescribeTaskDefinitionCommand({ taskDefinition: 'web:9' });
  await expect(client.send(unknown)).rejects.toMatchObject({ name: 'ClientException' });
  await expect(client.send(new UpdateServiceCommand({ cluster: 'main', service: 'none' }))).rejects.toMatchObject({
    name: 'ServiceNotFoundException',
  });
  await expect(client.send(new DescribeServicesCommand({ cluster: 'other', services: ['web'] }))).rejects.toMatchObject({
    name: 'ClusterNotFoundException',
  });
  const missing = await client.send(new DescribeServicesCommand({ cluster: 'main', services: ['none'] }));
  expect(missing.failures).toMatchObject([{ reason: 'MISSING' }]);
  expect(() => image(world.cloud, world.repositoryUri, 'one')).toThrow(/immutable/);
}, 30_000);

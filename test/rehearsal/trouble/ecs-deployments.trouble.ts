/** Deployments of ECS services that do not go as they should. */
import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  StopServiceDeploymentCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { definition, ecsWorld, image, newestDeployment, untilStatus, type EcsWorld } from '../support/ecs-world';
import { eventually, operator } from '../support/fake-cloud';
import { stopClouds } from '../support/real-cloud';

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

const alarmState = async ({ cloud }: EcsWorld): Promise<string | undefined> => {
  const input = { AlarmNames: ['errors'] };
  const found = await cloud.call<{ MetricAlarms: { StateValue: string }[] }>('monitoring', 'DescribeAlarms', input, operator);
  return found.MetricAlarms[0]?.StateValue;
};

test('an alarm that was in ALARM before does not count', async () => {
  const world = await ecsWorld();
  await world.createService();
  await countErrors(world);
  await eventually(async () => ((await alarmState(world)) === 'ALARM' ? true : undefined));
  const keepGoing = setInterval(() => void countErrors(world), 200);
  try {
    await release(world, 'two');
    expect((await untilStatus(world, 'SUCCESSFUL', 'ROLLBACK_SUCCESSFUL')).status).toBe('SUCCESSFUL');
  } finally {
    clearInterval(keepGoing);
  }
}, 30_000);

test('a request stops a deployment and brings blue back; one that has ended cannot be stopped', async () => {
  const world = await ecsWorld({ bakeMinutes: 10 });
  await world.createService();
  await release(world, 'two');
  const { serviceDeploymentArn } = await eventually(async () => {
    const deployment = await newestDeployment(world);
    return deployment.lifecycleStage === 'BAKE_TIME' ? deployment : undefined;
  });
  const stop = () => world.client.send(new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: 'ROLLBACK' }));
  await stop();
  const ended = await untilStatus(world, 'ROLLBACK_SUCCESSFUL');
  expect(ended.stoppedAt).toBeDefined();
  expect(await ask(world.url)).toBe('one');
  await expect(stop()).rejects.toMatchObject({ name: 'ConflictException' });
}, 30_000);

test('tasks that do not start trip the circuit breaker, and traffic never moves', async () => {
  const world = await ecsWorld();
  await world.createService();
  await release(world, 'broken');
  const ended = await untilStatus(world, 'ROLLBACK_SUCCESSFUL');
  expect(ended.deploymentCircuitBreaker).toMatchObject({ status: 'TRIGGERED', failureCount: 3, threshold: 3 });
  expect(ended.lifecycleStage).toBe('SCALE_UP');
  const { taskArns } = await world.client.send(new ListTasksCommand({ cluster: 'main', serviceName: 'web', desiredStatus: 'STOPPED' }));
  const { tasks } = await world.client.send(new DescribeTasksCommand({ cluster: 'main', tasks: taskArns }));
  expect(tasks![0]).toMatchObject({
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited (exit code 3)',
    containers: [{ exitCode: 3 }],
  });
  expect(await ask(world.url)).toBe('one');
}, 30_000);

test('a newer deployment takes the place of one under way', async () => {
  const world = await ecsWorld({ bakeMinutes: 1 });
  await world.createService();
  await release(world, 'two');
  const three = await release(world, 'three');
  await untilStatus(world, 'SUCCESSFUL');
  expect(await ask(world.url)).toBe('three');
  expect(await service(world)).toMatchObject({ taskDefinition: three, runningCount: 1 });
}, 30_000);

test('a task that ends by itself is replaced', async () => {
  const world = await ecsWorld();
  await world.createService();
  const list = async () => (await world.client.send(new ListTasksCommand({ cluster: 'main', serviceName: 'web' }))).taskArns!;
  const [first] = await list();
  const [task] = (await world.client.send(new DescribeTasksCommand({ cluster: 'main', tasks: [first!] }))).tasks!;
  expect(task).toMatchObject({ lastStatus: 'RUNNING', launchType: 'FARGATE', group: 'service:web' });
  await fetch(`${world.url}crash`);
  const after = await eventually(async () => {
    const arns = await list();
    return arns.length === 1 && arns[0] !== first ? arns : undefined;
  });
  expect(after).toHaveLength(1);
  await eventually(async () => ((await ask(world.url)) === 'one' ? true : undefined));
}, 30_000);

test('a service whose first tasks never become healthy does not stand', async () => {
  const world = await ecsWorld();
  const { taskDefinition } = await world.client.send(
    new RegisterTaskDefinitionCommand(definition(image(world.cloud, world.repositoryUri, 'broken'), world.roles)),
  );
  await expect(world.createService({ TaskDefinition: taskDefinition!.taskDefinitionArn })).rejects.toThrow(/did not stabilize/);
}, 30_000);


/** One task: a container with a log and, behind the load balancer, an address. */
import { join } from 'node:path';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Principal } from '../../cloud/service';
import { preloadOptions } from '../../clock/preload-options';
import { addressesOf } from '../../compute/addresses';
import { Container, containerOutput } from '../../compute/container';
import { fleetOf } from '../../compute/fleet';
import { follow } from '../../compute/log-agent';
import { balancingOf } from '../load-balancer/balancing';
import type { RegisterInput } from './inputs';
import { isAlive, type Service, type ServiceRevision, type Task } from './model';
import { pull } from './pull';
import { newId, type Store } from './store';

/** A laptop does not wait thirty seconds for a process that ignores SIGTERM; real milliseconds. */
const longestStop = 5_000;

/** Makes a task of a revision; `run` starts it. */
export const newTask = async (cloud: Cloud, store: Store, service: Service, revision: ServiceRevision): Promise<Task> => {
  const id = newId();
  const port = await fleetOf(cloud).port();
  const task: Task = {
    arn: cloud.arn('ecs', `task/${service.cluster.name}/${id}`),
    id,
    service,
    revision,
    createdAt: cloud.clock.now(),
    address: addressesOf(cloud).give(port),
    port,
    status: 'PENDING',
    logs: new AbortController(),
  };
  store.tasks.set(task.arn, task);
  revision.tasks.push(task);
  return task;
};

/** Starts the task and registers it with the target group of its revision. What goes wrong stops the task. */
export const startTask = async (cloud: Cloud, task: Task): Promise<void> => {
  try {
    const { container, endOfLog } = await launch(cloud, task);
    task.container = container;
    task.status = 'RUNNING';
    task.startedAt = cloud.clock.now();
    cloud.background('ecs', `end of task ${task.id}`, container.ended.then((end) => exited(cloud, task, end, endOfLog)));
    await atBalancer(cloud, task, 'RegisterTargets');
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    ended(cloud, task, { code: 'TaskFailedToStart', reason: `${error.code}: ${error.message}` });
    await task.container?.stop();
  }
};

/** Takes the task out of the load balancer, lets requests under way end, and stops it. */
export const stopTask = async (cloud: Cloud, task: Task, reason: string, signal: AbortSignal): Promise<void> => {
  if (!isAlive(task)) return;
  task.status = 'DEPROVISIONING';
  await atBalancer(cloud, task, 'DeregisterTargets');
  await cloud.clock.sleep(balancingOf(cloud).drainMilliseconds(task.revision.group), signal);
  ended(cloud, task, { code: 'ServiceSchedulerInitiated', reason });
  await task.container?.stop();
};

const launch = async (cloud: Cloud, task: Task): Promise<{ container: Container; endOfLog: Promise<void> }> => {
  const { definition } = task.revision.taskDefinition;
  const [described] = definition.containerDefinitions;
  if (described === undefined) throw new AwsError('ClientException', 'The task definition has no container.');
  const execution = await assume(cloud, definition.executionRoleArn, task.id);
  const role = await assume(cloud, definition.taskRoleArn, task.id);
  const image = pull(cloud, described.image, execution?.arn);
  task.imageDigest = image.digest;
  const folder = join(cloud.directory, 'tasks', task.id);
  const container = new Container(
    {
      folder,
      image: image.folder,
      command: [...(described.entryPoint ?? []), ...(described.command ?? image.command)],
      workingDirectory: described.workingDirectory ?? image.workingDirectory,
      environment: { ...image.environment, ...environment(cloud, task, described.environment ?? [], role?.arn) },
      stopMilliseconds: Math.min((described.stopTimeout ?? 30) * 1000, longestStop),
    },
    fleetOf(cloud).keeper,
  );
  return { container, endOfLog: log(cloud, task, folder, described, execution) };
};

/** ECS takes the roles of a task as far as their trust policies let it. */
const assume = async (cloud: Cloud, role: string | undefined, session: string): Promise<{ kind: 'role'; arn: string } | undefined> => {
  if (role === undefined) return undefined;
  await cloud.call('sts', 'AssumeRole', { RoleArn: role, RoleSessionName: session }, { kind: 'service', name: 'ecs-tasks.amazonaws.com' });
  return { kind: 'role', arn: role };
};

/** PORT is a local one here: on AWS every task has an address of its own, on a laptop all share one. */
const environment = (
  cloud: Cloud,
  { port }: Task,
  declared: readonly { readonly name: string; readonly value: string }[],
  role: string | undefined,
): Record<string, string> => {
  const own = Object.fromEntries(declared.map(({ name, value }) => [name, value]));
  return {
    HOME: '/root',
    AWS_REGION: cloud.region,
    AWS_DEFAULT_REGION: cloud.region,
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...(role === undefined ? {} : credentials(cloud, role)),
    ...own,
    ...(own['PORT'] === undefined ? {} : { PORT: String(port) }),
    ...preloadOptions(cloud, { timers: 'real' }),
  };
};

const credentials = (cloud: Cloud, role: string): Record<string, string> => {
  const { accessKeyId, secretAccessKey, sessionToken } = cloud.credentials(role);
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken };
};

/** The log driver awslogs writes with the execution role, to `<prefix>/<container>/<task>`. */
const log = async (
  cloud: Cloud,
  task: Task,
  folder: string,
  { name, logConfiguration }: RegisterInput['containerDefinitions'][number],
  role: Principal | undefined,
): Promise<void> => {
  const options = logConfiguration?.options;
  const group = options?.['awslogs-group'];
  if (group === undefined || role === undefined) return;
  const stream = `${options?.['awslogs-stream-prefix'] ?? 'ecs'}/${name}/${task.id}`;
  const work = follow(cloud, { id: task.id, root: folder, role }, { path: `/${containerOutput}`, group, stream }, task.logs.signal);
  cloud.background('ecs', `log of task ${task.id}`, work);
  await work;
};

const exited = async (
  cloud: Cloud,
  task: Task,
  { exitCode, reason }: { readonly exitCode?: number; readonly reason: string },
  endOfLog: Promise<void>,
): Promise<void> => {
  if (exitCode !== undefined) task.exitCode = exitCode;
  task.logs.abort();
  await endOfLog.catch(() => undefined);
  if (!isAlive(task)) return;
  ended(cloud, task, { code: 'EssentialContainerExited', reason: `Essential container in task exited (${reason})` });
  await atBalancer(cloud, task, 'DeregisterTargets');
};

const ended = (cloud: Cloud, task: Task, { code, reason }: { code: NonNullable<Task['stopCode']>; reason: string }): void => {
  task.status = 'STOPPED';
  task.stopCode = code;
  task.stoppedReason = reason;
  task.stoppedAt = cloud.clock.now();
  if (code !== 'ServiceSchedulerInitiated') cloud.log('ecs', 'task stopped', { task: task.id, service: task.service.name, reason });
};

const atBalancer = (
  cloud: Cloud,
  { service, revision, address }: Task,
  operation: 'RegisterTargets' | 'DeregisterTargets',
): Promise<unknown> =>
  cloud.call(
    'elasticloadbalancing',
    operation,
    { TargetGroupArn: revision.group, Targets: [{ Id: address, Port: service.targets.containerPort }] },
    { kind: 'role', arn: service.targets.roleArn },
  );

/** Runs a deployment to an alias: step by step, while the alarms of the group are watched. */
import type { ErrorInformation } from '@aws-sdk/client-codedeploy';
import { AwsError } from '../../../cloud/aws-error';
import type { Cloud } from '../../../cloud/cloud';
import type { Principal } from '../../../cloud/service';
import type { Deployment } from '../model';
import { parseShift, type Shift } from './app-spec';
import type { TrafficConfig } from './traffic';

/** Virtual milliseconds between two looks at the alarms. */
const alarmEvery = 10_000;

const failure = (code: ErrorInformation['code'], message: string): ErrorInformation => ({ code, message });

/** Shifts an alias to another version. Returns what went wrong; the alias stays where it was then, but for a rollback. */
export const shiftTraffic = async (cloud: Cloud, deployment: Deployment, config: TrafficConfig): Promise<ErrorInformation | undefined> => {
  const shift = parseShift(deployment.revision);
  if (typeof shift === 'string') return failure('INVALID_REVISION', shift);
  const role: Principal = { kind: 'role', arn: deployment.group.serviceRoleArn };
  const progress = { shift, share: 0, updatedAt: cloud.clock.now() };
  deployment.traffic = progress;
  try {
    if (deployment.creator === 'codeDeployRollback') {
      await takeBack(cloud, shift, role);
      Object.assign(progress, { share: 1, updatedAt: cloud.clock.now() });
      return undefined;
    }
    const wrong = await wrongStart(cloud, shift, role);
    if (wrong !== undefined) return failure('INVALID_LAMBDA_CONFIGURATION', wrong);
    for (const { share, milliseconds } of config.steps) {
      deployment.abort.signal.throwIfAborted();
      await point(cloud, shift, share, role);
      Object.assign(progress, { share, updatedAt: cloud.clock.now() });
      const alarm = await watch(cloud, deployment, milliseconds, role);
      if (alarm !== undefined) return failure('ALARM_ACTIVE', alarm);
    }
    return undefined;
  } catch (error) {
    if (deployment.abort.signal.aborted) return undefined;
    if (error instanceof AwsError) return failure('INVALID_LAMBDA_CONFIGURATION', `${error.code}: ${error.message}`);
    throw error;
  }
};

/** A rollback takes the new version's share away. */
const takeBack = (cloud: Cloud, { functionName, alias, from }: Shift, role: Principal): Promise<unknown> =>
  cloud.call('lambda', 'UpdateAlias', { FunctionName: functionName, Name: alias, FunctionVersion: from, RoutingConfig: {} }, role);

const wrongStart = async (cloud: Cloud, { functionName, alias, from, to }: Shift, role: Principal): Promise<string | undefined> => {
  if (from === to) return `The current version and the target version of ${functionName} are both ${to}.`;
  const input = { FunctionName: functionName, Name: alias };
  const { FunctionVersion } = await cloud.call<{ FunctionVersion: string }>('lambda', 'GetAlias', input, role);
  return FunctionVersion === from
    ? undefined
    : `The current version of ${functionName}:${alias} is ${FunctionVersion}, and not ${from} as the AppSpec file says.`;
};

const point = (cloud: Cloud, { functionName, alias, from, to }: Shift, share: number, role: Principal): Promise<unknown> => {
  const weights = share < 1 ? { [to]: share } : {};
  const input = {
    FunctionName: functionName,
    Name: alias,
    FunctionVersion: share < 1 ? from : to,
    RoutingConfig: { AdditionalVersionWeights: weights },
  };
  return cloud.call('lambda', 'UpdateAlias', input, role);
};

/** Waits, and says which alarm ended the wait early. */
const watch = async (cloud: Cloud, { alarms, abort }: Deployment, milliseconds: number, role: Principal): Promise<string | undefined> => {
  const until = cloud.clock.now() + milliseconds;
  for (;;) {
    const active = await activeAlarms(cloud, alarms, role);
    if (active.length > 0) return alarmText(active);
    const left = until - cloud.clock.now();
    if (left <= 0) return undefined;
    await cloud.clock.sleep(Math.min(left, alarmEvery), abort.signal);
  }
};

const activeAlarms = async (cloud: Cloud, names: readonly string[], role: Principal): Promise<readonly string[]> => {
  if (names.length === 0) return [];
  const { MetricAlarms = [], CompositeAlarms = [] } = await cloud.call<{
    MetricAlarms?: { AlarmName: string; StateValue: string }[];
    CompositeAlarms?: { AlarmName: string; StateValue: string }[];
  }>('monitoring', 'DescribeAlarms', { AlarmNames: [...names], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }, role);
  return [...MetricAlarms, ...CompositeAlarms].filter(({ StateValue }) => StateValue === 'ALARM').map(({ AlarmName }) => AlarmName);
};

const alarmText = (names: readonly string[]): string =>
  `One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: <${names.join(', ')}>`;

/**
 * Builds that the alarms of their own deployment took back, where traffic moves step by step: an orderly end, only
 * earlier than the gate. Told by what ECS and CodeDeploy have on record, never by the text of a failure.
 */
import { GetDeploymentCommand, GetDeploymentGroupCommand, type CodeDeployClient, type DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { DescribeServiceDeploymentsCommand, ListServiceDeploymentsCommand, type ECSClient, type ServiceDeployment } from '@aws-sdk/client-ecs';
import { readEnvironments } from '../../cli/pipeline/gate';
import type { Snapshot } from '../../cli/pipeline/snapshot';
import type { Destination, FunctionDestination, ServiceDestination } from '../../lambda/contract/destination';
import { byAge } from '../../lambda/aws/ecs-deployment';
import { deploymentsAtRest } from './deployments-at-rest';
import type { Stage } from './stage';

/** Who took a build back, from which stage, and why. */
export interface TakenBack {
  readonly stage: string;
  readonly by: 'ECS' | 'CodeDeploy';
  /** In the words of who did it. */
  readonly reason: string;
  /** Whether the build is meant to be bad there. */
  readonly expected: boolean;
}

/** How the build of an execution was taken back; `undefined` where it was not, or where its gate had been asked. */
export async function takenBack(stage: Stage, build: number, snapshot: Snapshot): Promise<TakenBack | undefined> {
  const failed = snapshot.actions.find(({ status }) => status === 'Failed');
  // A stage begins with its deployment; what fails after it was not taken back by it.
  const deployed = snapshot.actions.find(({ stage: name }) => name === failed?.stage);
  if (failed === undefined || failed !== deployed || snapshot.validations.some((validation) => validation.stage === failed.stage)) return undefined;
  const { environments } = await readEnvironments(stage.clients, stage.gate, stage.structure.name);
  const destination = environments[failed.stage]?.deployment;
  if (destination === undefined) return undefined;
  await deploymentsAtRest(stage);
  const undone = await undoneByAlarm(stage, destination);
  return undone && { stage: failed.stage, ...undone, expected: stage.isMeantBad(build, failed.stage) };
}

type Undone = Pick<TakenBack, 'by' | 'reason'>;

const undoneByAlarm = (stage: Stage, destination: Destination): Promise<Undone | undefined> => {
  switch (destination.kind) {
    case 'server':
      return Promise.resolve(undefined);
    case 'service':
      return inService(stage.clientsOf(destination.account).ecs, destination);
    case 'function':
      return inFunction(stage.clientsOf(destination.account).codedeploy, destination);
  }
};

async function inService(ecs: ECSClient, { cluster, service }: ServiceDestination): Promise<Undone | undefined> {
  const { serviceDeployments = [] } = await ecs.send(new ListServiceDeploymentsCommand({ cluster, service }));
  const [newest] = serviceDeployments.toSorted(byAge);
  if (newest?.serviceDeploymentArn === undefined) return undefined;
  const input = { serviceDeploymentArns: [newest.serviceDeploymentArn] };
  return undoneService((await ecs.send(new DescribeServiceDeploymentsCommand(input))).serviceDeployments?.[0]);
}

/** Pure. */
export const undoneService = (deployment: ServiceDeployment | undefined): Undone | undefined => {
  const { status, alarms, statusReason = 'ECS gives no reason.' } = deployment ?? {};
  const byAlarm = (alarms?.triggeredAlarmNames ?? []).length > 0;
  return byAlarm && status === 'ROLLBACK_SUCCESSFUL' ? { by: 'ECS', reason: statusReason } : undefined;
};

async function inFunction(codedeploy: CodeDeployClient, destination: FunctionDestination): Promise<Undone | undefined> {
  const { applicationName, deploymentGroupName } = destination;
  const { deploymentGroupInfo } = await codedeploy.send(new GetDeploymentGroupCommand({ applicationName, deploymentGroupName }));
  const get = async (deploymentId: string | undefined): Promise<DeploymentInfo | undefined> =>
    deploymentId === undefined ? undefined : (await codedeploy.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo;
  const last = await get(deploymentGroupInfo?.lastAttemptedDeployment?.deploymentId);
  return undoneFunction(last, await get(last?.rollbackInfo?.rollbackTriggeringDeploymentId));
}

/** Of the group's last deployment, and of the one that it undoes. Pure. */
export const undoneFunction = (last: DeploymentInfo | undefined, undone: DeploymentInfo | undefined): Undone | undefined => {
  const { code, message = 'CodeDeploy gives no reason.' } = undone?.errorInformation ?? {};
  return last?.status === 'Succeeded' && code === 'ALARM_ACTIVE' ? { by: 'CodeDeploy', reason: message } : undefined;
};

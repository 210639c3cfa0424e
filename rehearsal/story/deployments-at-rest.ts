import { paginateListDeployments, type DeploymentStatus } from '@aws-sdk/client-codedeploy';
import { ListServiceDeploymentsCommand, type ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import { readEnvironments } from '../../cli/pipeline/gate';
import type { ActionStructure } from '../../cli/pipeline/structure';
import type { Destination } from '../../lambda/contract/destination';
import type { Stage } from './stage';

const active: DeploymentStatus[] = ['Created', 'Queued', 'InProgress', 'Ready'];
const activeServices: ServiceDeploymentStatus[] = ['PENDING', 'IN_PROGRESS', 'STOP_REQUESTED', 'ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS'];

/**
 * Waits until no deployment is under way anywhere in the pipeline. CodeDeploy puts the last build back where a
 * deployment fails, after the pipeline has already given up; a release in the middle of that would be refused.
 */
export async function deploymentsAtRest(stage: Stage): Promise<void> {
  while (await someAreActive(stage)) {
    stage.checkAlive();
    await stage.clock.sleep(15_000);
  }
}

async function someAreActive(stage: Stage): Promise<boolean> {
  const { clients, structure, gate } = stage;
  const actions = structure.stages.flatMap((declared) => declared.actions);
  const { environments } = await readEnvironments(clients, gate, structure.name);
  const answers = await Promise.all([
    ...actions.map((action) => isActive(stage.clientsFor(action), action)),
    ...Object.values(environments).map(({ deployment }) => aliasIsActive(stage.clientsOf(deployment.account), deployment)),
  ]);
  return answers.includes(true);
}

async function isActive(clients: Stage['clients'], { provider, configuration }: ActionStructure): Promise<boolean> {
  switch (provider) {
    case 'CodeDeploy':
      return groupIsActive(clients, configuration);
    case 'ECS':
      return serviceIsActive(clients, configuration);
    default:
      return false;
  }
}

async function groupIsActive({ codedeploy: client }: Stage['clients'], configuration: ActionStructure['configuration']): Promise<boolean> {
  const { ApplicationName: applicationName, DeploymentGroupName: deploymentGroupName } = configuration;
  const pages = paginateListDeployments({ client }, { applicationName, deploymentGroupName, includeOnlyStatuses: active });
  for await (const { deployments = [] } of pages) if (deployments.length > 0) return true;
  return false;
}

/** A function is deployed to by an action that does not name its deployment group. */
const aliasIsActive = async (clients: Stage['clients'], destination: Destination): Promise<boolean> =>
  destination.kind === 'function' &&
  groupIsActive(clients, { ApplicationName: destination.applicationName, DeploymentGroupName: destination.deploymentGroupName });

async function serviceIsActive({ ecs }: Stage['clients'], configuration: ActionStructure['configuration']): Promise<boolean> {
  const { ClusterName: cluster, ServiceName: service } = configuration;
  const { serviceDeployments = [] } = await ecs.send(new ListServiceDeploymentsCommand({ cluster, service, status: activeServices }));
  return serviceDeployments.length > 0;
}

import { paginateListDeployments, type DeploymentStatus } from '@aws-sdk/client-codedeploy';
import type { Stage } from './stage';

const active: DeploymentStatus[] = ['Created', 'Queued', 'InProgress', 'Ready'];

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

async function someAreActive({ clients, structure }: Stage): Promise<boolean> {
  const groups = structure.stages.flatMap(({ actions }) => actions).filter(({ provider }) => provider === 'CodeDeploy');
  const counts = await Promise.all(
    groups.map(async ({ configuration: { ApplicationName: applicationName, DeploymentGroupName: deploymentGroupName } }) => {
      const pages = paginateListDeployments(
        { client: clients.codedeploy },
        { applicationName, deploymentGroupName, includeOnlyStatuses: active },
      );
      for await (const { deployments = [] } of pages) if (deployments.length > 0) return true;
      return false;
    }),
  );
  return counts.includes(true);
}

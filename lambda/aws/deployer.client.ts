import { CodeDeployClient, GetDeploymentCommand, GetDeploymentGroupCommand, StopDeploymentCommand } from '@aws-sdk/client-codedeploy';
import type { Deployment, DeploymentGroup } from '../gate/ports/deployments';
import type { Deployer } from '../healing/ports/deployer';
import { clientOptions } from './client-options';
import { CodeDeployDeployments } from './deployments.client';
import { isNamed } from './sdk-error';

/** CodeDeploy on EC2, with what healing needs beyond the gate. */
export class CodeDeployDeployer extends CodeDeployDeployments implements Deployer {
  constructor(private readonly codeDeploy: CodeDeployClient = new CodeDeployClient(clientOptions)) {
    super(codeDeploy);
  }

  async lastSucceeded({ applicationName, deploymentGroupName }: DeploymentGroup): Promise<Deployment | undefined> {
    const { deploymentGroupInfo } = await this.codeDeploy.send(new GetDeploymentGroupCommand({ applicationName, deploymentGroupName }));
    const id = deploymentGroupInfo?.lastSuccessfulDeployment?.deploymentId;
    return id === undefined ? undefined : this.get(id);
  }

  async stop(deploymentId: string): Promise<void> {
    try {
      await this.codeDeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true }));
    } catch (error) {
      if (!isNamed(error, 'DeploymentAlreadyCompletedException')) {
        throw error;
      }
    }
  }

  async rollbackOf(deploymentId: string): Promise<string | undefined> {
    const { deploymentInfo } = await this.codeDeploy.send(new GetDeploymentCommand({ deploymentId }));
    return deploymentInfo?.rollbackInfo?.rollbackDeploymentId;
  }
}

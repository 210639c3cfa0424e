import { CreateDeploymentCommand, GetDeploymentCommand, StopDeploymentCommand } from '@aws-sdk/client-codedeploy';
import type { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import type { CodeDeployDestination } from '../contract/destination';
import { GateError } from '../gate/gate-error';
import type { Asked, Created, Deployment } from '../gate/ports/deployments';
import type { Revision } from '../gate/revision';
import type { Deployer } from '../healing/ports/deployer';
import { bundleRedeployment, functionRedeployment, revisionMismatch } from './codedeploy-deployment';
import { CodeDeployHistory } from './codedeploy-history.client';
import { FunctionVersions } from './function-versions.client';
import { isNamed } from './sdk-error';

/** CodeDeploy, on EC2 and on aliases of Lambda functions. */
export class CodeDeployDeployer extends CodeDeployHistory implements Deployer<CodeDeployDestination> {
  constructor(
    client?: CodeDeployClient,
    private readonly versions: Pick<FunctionVersions, 'current'> = new FunctionVersions(),
  ) {
    super(client);
  }

  findAgain(destination: CodeDeployDestination, { since, mark }: Asked): Promise<Deployment | undefined> {
    return this.findByDescription(destination, since, mark);
  }

  async create(destination: CodeDeployDestination, revision: Revision, description: string): Promise<Created> {
    const input = await this.redeployment(destination, revision, description);
    try {
      const { deploymentId } = await this.client.send(new CreateDeploymentCommand(input));
      if (deploymentId === undefined) {
        throw new GateError('NoDeploymentId', 'CodeDeploy began a deployment without naming it.', 'It is found again by its description.');
      }
      return { kind: 'created', deploymentId };
    } catch (error) {
      if (isNamed(error, 'DeploymentLimitExceededException')) {
        return { kind: 'busy' };
      }
      throw error;
    }
  }

  async lastSucceeded(destination: CodeDeployDestination): Promise<Deployment | undefined> {
    const { lastSuccessfulDeployment: last } = await this.group(destination);
    return last?.deploymentId === undefined ? undefined : this.get(destination, last.deploymentId);
  }

  async stop(_destination: CodeDeployDestination, deploymentId: string): Promise<void> {
    try {
      await this.client.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true }));
    } catch (error) {
      if (!isNamed(error, 'DeploymentAlreadyCompletedException')) {
        throw error;
      }
    }
  }

  async rollbackOf(_destination: CodeDeployDestination, deploymentId: string): Promise<string | undefined> {
    const { deploymentInfo } = await this.client.send(new GetDeploymentCommand({ deploymentId }));
    return deploymentInfo?.rollbackInfo?.rollbackDeploymentId;
  }

  private async redeployment(destination: CodeDeployDestination, revision: Revision, description: string) {
    if (destination.kind === 'server' && revision.kind === 'bundle') {
      return bundleRedeployment(destination, revision, description);
    }
    if (destination.kind === 'function' && revision.kind === 'function-version') {
      return functionRedeployment(destination, revision, await this.versions.current(destination), description);
    }
    throw revisionMismatch(destination, revision);
  }
}

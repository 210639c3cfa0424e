import {
  CodeDeployClient,
  CreateDeploymentCommand,
  GetDeploymentCommand,
  GetDeploymentGroupCommand,
  paginateListDeployments,
} from '@aws-sdk/client-codedeploy';
import type { DeploymentGroupInfo, ListDeploymentsCommandInput } from '@aws-sdk/client-codedeploy';
import { GateError } from '../gate/gate-error';
import type { Deployment, DeploymentGroup, Deployments } from '../gate/ports/deployments';
import type { Revision } from '../gate/validation';
import { clientOptions } from './client-options';
import { redeployment, toDeployment } from './deployment';
import { isNamed } from './sdk-error';

/** Deployments of CodeDeploy. */
export class CodeDeployDeployments implements Deployments {
  constructor(private readonly client: CodeDeployClient = new CodeDeployClient(clientOptions)) {}

  async latest(group: DeploymentGroup): Promise<Deployment | undefined> {
    const { lastAttemptedDeployment: last } = await this.group(group);
    return last?.deploymentId === undefined ? undefined : this.get(last.deploymentId);
  }

  async get(deploymentId: string): Promise<Deployment> {
    const { deploymentInfo } = await this.client.send(new GetDeploymentCommand({ deploymentId }));
    if (deploymentInfo === undefined) {
      throw new GateError('NoDeployment', `CodeDeploy tells nothing about deployment ${deploymentId}.`, 'Look it up in the console.');
    }
    return toDeployment(deploymentId, deploymentInfo);
  }

  async succeededBefore(group: DeploymentGroup, instant: number): Promise<boolean> {
    const { lastSuccessfulDeployment: last } = await this.group(group);
    if (last?.endTime === undefined) {
      return false;
    }
    if (last.endTime.getTime() <= instant) {
      return true;
    }
    const before = this.list({ ...group, includeOnlyStatuses: ['Succeeded'], createTimeRange: { end: new Date(instant) } });
    for await (const deployment of before) {
      if ((deployment.completedAt ?? Infinity) <= instant) {
        return true;
      }
    }
    return false;
  }

  async findByDescription(group: DeploymentGroup, since: number, text: string): Promise<Deployment | undefined> {
    for await (const deployment of this.list({ ...group, createTimeRange: { start: new Date(since) } })) {
      if (deployment.description?.includes(text)) {
        return deployment;
      }
    }
    return undefined;
  }

  async create(
    group: DeploymentGroup,
    revision: Revision,
    description: string,
  ): Promise<{ readonly kind: 'created'; readonly deploymentId: string } | { readonly kind: 'busy' }> {
    try {
      const { deploymentId } = await this.client.send(new CreateDeploymentCommand(redeployment(group, revision, description)));
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

  private async group({ applicationName, deploymentGroupName }: DeploymentGroup): Promise<DeploymentGroupInfo> {
    const { deploymentGroupInfo } = await this.client.send(new GetDeploymentGroupCommand({ applicationName, deploymentGroupName }));
    return deploymentGroupInfo ?? {};
  }

  /** Every deployment of a listing, page after page; CodeDeploy lists ids in no promised order. */
  private async *list(input: ListDeploymentsCommandInput): AsyncGenerator<Deployment> {
    for await (const page of paginateListDeployments({ client: this.client }, input)) {
      for (const deploymentId of page.deployments ?? []) {
        yield await this.get(deploymentId);
      }
    }
  }
}

import {
  CodeDeployClient,
  GetDeploymentCommand,
  GetDeploymentGroupCommand,
  paginateListDeployments,
} from '@aws-sdk/client-codedeploy';
import type { DeploymentGroupInfo, ListDeploymentsCommandInput } from '@aws-sdk/client-codedeploy';
import type { CodeDeployDestination } from '../contract/destination';
import { GateError } from '../gate/gate-error';
import type { Deployment, DeploymentHistory, DeploymentTimes } from '../gate/ports/deployments';
import type { Window } from '../judge/series';
import { clientOptions } from './client-options';
import { toDeployment } from './codedeploy-deployment';
import { describedDeployments } from './described-deployments';
import { inTouch, longestDeployment, mostDeployments, releaseSpans, tooMany } from './deployment-spans';

/** What CodeDeploy has deployed, to instances and to aliases of functions. */
export class CodeDeployHistory implements DeploymentHistory<CodeDeployDestination>, DeploymentTimes<CodeDeployDestination> {
  constructor(protected readonly client: CodeDeployClient = new CodeDeployClient(clientOptions)) {}

  async latest(destination: CodeDeployDestination): Promise<Deployment | undefined> {
    const { lastAttemptedDeployment: last } = await this.group(destination);
    return last?.deploymentId === undefined ? undefined : this.get(destination, last.deploymentId);
  }

  async get(destination: CodeDeployDestination, deploymentId: string): Promise<Deployment> {
    const { deploymentInfo } = await this.client.send(new GetDeploymentCommand({ deploymentId }));
    if (deploymentInfo === undefined) {
      throw new GateError('NoDeployment', `CodeDeploy tells nothing about deployment ${deploymentId}.`, 'Look it up in the console.');
    }
    return toDeployment(destination, deploymentId, deploymentInfo);
  }

  async succeededBefore(destination: CodeDeployDestination, instant: number): Promise<boolean> {
    const { lastSuccessfulDeployment: last } = await this.group(destination);
    if (last?.endTime === undefined) {
      return false;
    }
    if (last.endTime.getTime() <= instant) {
      return true;
    }
    const before = this.list(destination, { includeOnlyStatuses: ['Succeeded'], createTimeRange: { end: new Date(instant) } });
    for await (const deployment of before) {
      if ((deployment.completedAt ?? Infinity) <= instant) {
        return true;
      }
    }
    return false;
  }

  /** The deployment created since this instant (epoch ms) whose description contains the text. */
  async findByDescription(destination: CodeDeployDestination, since: number, text: string): Promise<Deployment | undefined> {
    for await (const deployment of this.list(destination, { createTimeRange: { start: new Date(since) } })) {
      if (deployment.description?.includes(text)) {
        return deployment;
      }
    }
    return undefined;
  }

  async during({ applicationName, deploymentGroupName }: CodeDeployDestination, span: Window): Promise<readonly Window[]> {
    const createTimeRange = { start: new Date(span.start - longestDeployment), end: new Date(span.end) };
    const ids: string[] = [];
    for await (const page of paginateListDeployments(
      { client: this.client },
      { applicationName, deploymentGroupName, createTimeRange },
    )) {
      ids.push(...(page.deployments ?? []));
      if (ids.length > mostDeployments) {
        throw tooMany(`${applicationName}/${deploymentGroupName}`);
      }
    }
    return releaseSpans(await describedDeployments(this.client, ids)).filter(inTouch(span));
  }

  protected async group({ applicationName, deploymentGroupName }: CodeDeployDestination): Promise<DeploymentGroupInfo> {
    const { deploymentGroupInfo } = await this.client.send(new GetDeploymentGroupCommand({ applicationName, deploymentGroupName }));
    return deploymentGroupInfo ?? {};
  }

  /** Every deployment of a listing, page after page; CodeDeploy lists ids in no promised order. */
  private async *list(destination: CodeDeployDestination, filter: ListDeploymentsCommandInput): AsyncGenerator<Deployment> {
    const { applicationName, deploymentGroupName } = destination;
    for await (const page of paginateListDeployments({ client: this.client }, { applicationName, deploymentGroupName, ...filter })) {
      for (const deploymentId of page.deployments ?? []) {
        yield await this.get(destination, deploymentId);
      }
    }
  }
}

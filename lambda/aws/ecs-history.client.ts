import {
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
} from '@aws-sdk/client-ecs';
import type { ListServiceDeploymentsCommandInput, ServiceDeployment, ServiceDeploymentBrief } from '@aws-sdk/client-ecs';
import type { ServiceDestination } from '../contract/destination';
import { GateError } from '../gate/gate-error';
import type { Deployment, DeploymentHistory, DeploymentTimes } from '../gate/ports/deployments';
import type { TaskRevision } from '../gate/revision';
import type { Window } from '../judge/series';
import { clientOptions } from './client-options';
import { inTouch, longestDeployment, serviceSpans } from './deployment-spans';
import { byAge, isUndone, parseId, toDeployment, toRollback } from './ecs-deployment';

/** Most that one page of a listing holds. */
const pageSize = 100;

/** Milliseconds that ECS keeps service deployments: ninety days. */
const keptFor = 90 * 86_400_000;

/**
 * Deployments of ECS services, as far as reading goes. ECS lists those of about ninety days, in no promised order.
 */
export class EcsHistory implements DeploymentHistory<ServiceDestination>, DeploymentTimes<ServiceDestination> {
  constructor(
    protected readonly client: ECSClient = new ECSClient(clientOptions),
    private readonly now: () => number = Date.now,
  ) {}

  async latest(destination: ServiceDestination): Promise<Deployment | undefined> {
    const [newest] = await this.newestFirst(destination);
    if (newest?.serviceDeploymentArn === undefined) {
      return undefined;
    }
    return isUndone(newest.status) ? this.rollback(newest.serviceDeploymentArn) : this.known(newest);
  }

  async get(_destination: ServiceDestination, deploymentId: string): Promise<Deployment> {
    const { arn, rollback } = parseId(deploymentId);
    if (rollback) {
      return this.rollback(arn);
    }
    const told = await this.describe(arn);
    return toDeployment(told, await this.revision(told.targetServiceRevision?.arn));
  }

  /**
   * The first deployment of a service comes from the stacks, which create it with a placeholder or with an image that no
   * pipeline released: it does not count. It is the one without a source.
   */
  async succeededBefore(destination: ServiceDestination, instant: number): Promise<boolean> {
    const listed = (await this.newestFirst(destination)).toReversed();
    const before = listed.filter(({ status, finishedAt }) => status === 'SUCCESSFUL' && (finishedAt?.getTime() ?? Infinity) <= instant);
    if (before.length > 1) {
      return true;
    }
    const oldest = before[0] ?? listed[0];
    if (oldest?.serviceDeploymentArn === undefined) {
      return false;
    }
    const { sourceServiceRevisions = [] } = await this.describe(oldest.serviceDeploymentArn);
    return sourceServiceRevisions.length > 0;
  }

  async during(destination: ServiceDestination, span: Window): Promise<readonly Window[]> {
    if (span.start < this.now() - keptFor) {
      throw new GateError(
        'TooLongAgo',
        `ECS tells about the deployments of ${destination.cluster}/${destination.service} for ninety days only.`,
        'Compare with fewer days of history, or with a baseline that is not so old.',
      );
    }
    const createdAt = { after: new Date(span.start - longestDeployment), before: new Date(span.end) };
    return serviceSpans(await this.newestFirst(destination, { createdAt })).filter(inTouch(span));
  }

  /** Every service deployment of a listing, page after page. */
  protected async newestFirst(
    { cluster, service }: ServiceDestination,
    filter: Pick<ListServiceDeploymentsCommandInput, 'createdAt' | 'status'> = {},
  ): Promise<readonly ServiceDeploymentBrief[]> {
    const found: ServiceDeploymentBrief[] = [];
    let nextToken: string | undefined;
    do {
      const input = { cluster, service, ...filter, maxResults: pageSize, ...(nextToken === undefined ? {} : { nextToken }) };
      const page = await this.client.send(new ListServiceDeploymentsCommand(input));
      found.push(...(page.serviceDeployments ?? []));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return found.toSorted(byAge);
  }

  protected async known(brief: ServiceDeploymentBrief): Promise<Deployment> {
    return toDeployment(brief, await this.revision(brief.targetServiceRevisionArn));
  }

  protected async describe(arn: string): Promise<ServiceDeployment> {
    const { serviceDeployments } = await this.client.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }));
    const [found] = serviceDeployments ?? [];
    if (found === undefined) {
      throw new GateError('NoDeployment', `ECS tells nothing about service deployment ${arn}.`, 'Look it up in the console.');
    }
    return found;
  }

  /** The task definition that a service revision runs. */
  protected async revision(serviceRevisionArn: string | undefined): Promise<TaskRevision | undefined> {
    if (serviceRevisionArn === undefined) {
      return undefined;
    }
    const { serviceRevisions } = await this.client.send(
      new DescribeServiceRevisionsCommand({ serviceRevisionArns: [serviceRevisionArn] }),
    );
    const taskDefinitionArn = serviceRevisions?.[0]?.taskDefinition;
    return taskDefinitionArn === undefined ? undefined : { kind: 'task-definition', taskDefinitionArn, serviceRevisionArn };
  }

  private async rollback(arn: string): Promise<Deployment> {
    const told = await this.describe(arn);
    return toRollback(told, await this.revision(told.rollback?.serviceRevisionArn));
  }
}

/** Deployments that CodeDeploy has carried out. */
import { paginateListDeployments } from '@aws-sdk/client-codedeploy';
import type { CodeDeployClient, DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { InvalidArgumentError } from 'commander';
import { describedDeployments } from '../../lambda/aws/described-deployments';
import { messageOf, UserError } from '../errors';
import type { KnownDeployment } from './deployments';
import { onNextMinute } from './next-minute';

/** A deployment group and its application, by their names. */
export interface DeploymentGroupName {
  readonly applicationName: string;
  readonly deploymentGroupName: string;
}

/** An option that names a deployment group: `APPLICATION/GROUP`, in characters that CodeDeploy takes. */
export function parseDeploymentGroup(text: string): DeploymentGroupName {
  const [, applicationName, deploymentGroupName] = /^([\w.+=,@-]{1,100})\/([\w.+=,@-]{1,100})$/.exec(text) ?? [];
  if (applicationName === undefined || deploymentGroupName === undefined)
    throw new InvalidArgumentError(`received "${text}", expected APPLICATION/GROUP, for example unbreakable-sample/Production.`);
  return { applicationName, deploymentGroupName };
}

/** New instances that get the running revision, and a failed deployment undone, release nothing. */
const isRelease = ({ creator }: DeploymentInfo): boolean => creator !== 'autoscaling' && creator !== 'codeDeployRollback';

/** The candidate is measured once every instance runs the new revision. */
function toKnown({ deploymentId, createTime, startTime, completeTime }: DeploymentInfo): KnownDeployment[] {
  const at = (startTime ?? createTime)?.getTime();
  if (deploymentId === undefined || at === undefined || completeTime === undefined) return [];
  return [{ at, windowStart: onNextMinute(completeTime.getTime()), name: deploymentId }];
}

/**
 * Releases of a deployment group that succeeded, created since this instant (epoch ms), oldest first.
 * @throws UserError where CodeDeploy does not answer.
 */
export async function deployedBy(client: CodeDeployClient, group: DeploymentGroupName, since: number): Promise<readonly KnownDeployment[]> {
  try {
    const known = (await describedDeployments(client, await idsOf(client, group, since))).filter(isRelease).flatMap(toKnown);
    return known.toSorted((a, b) => a.at - b.at);
  } catch (error) {
    const name = `${group.applicationName}/${group.deploymentGroupName}`;
    throw new UserError(`--codedeploy ${name}: CodeDeploy could not be read (${messageOf(error)}).`);
  }
}

async function idsOf(client: CodeDeployClient, group: DeploymentGroupName, since: number): Promise<readonly string[]> {
  const ids: string[] = [];
  const filter = { ...group, includeOnlyStatuses: ['Succeeded' as const], createTimeRange: { start: new Date(since) } };
  for await (const page of paginateListDeployments({ client }, filter)) ids.push(...(page.deployments ?? []));
  return ids;
}

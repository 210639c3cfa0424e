/** Which deployments a list request means, and its pages. */
import type { DeploymentStatus } from '@aws-sdk/client-codedeploy';
import { AwsError } from '../../../cloud/aws-error';
import type { Deployment } from '../model';
import type { Store } from '../store';

export interface ListRequest {
  readonly applicationName?: string | undefined;
  readonly deploymentGroupName?: string | undefined;
  readonly includeOnlyStatuses?: readonly DeploymentStatus[] | undefined;
  readonly createTimeRange?: { readonly start?: Date | null | undefined; readonly end?: Date | null | undefined } | undefined;
}

/** As AWS, a page holds at most 100 ids. */
const pageSize = 100;

/** Newest first. Throws AwsError for names that do not exist or do not go together. */
export const select = (store: Store, request: ListRequest): Deployment[] => {
  const { applicationName, deploymentGroupName, includeOnlyStatuses, createTimeRange } = request;
  requireNames(store, applicationName, deploymentGroupName);
  const after = createTimeRange?.start?.getTime() ?? -Infinity;
  const before = createTimeRange?.end?.getTime() ?? Infinity;
  if (after > before) throw new AwsError('InvalidTimeRangeException', 'The start of the time range is after its end.');
  return [...store.deployments.values()]
    .filter(({ group }) => applicationName === undefined || group.application === applicationName)
    .filter(({ group }) => deploymentGroupName === undefined || group.name === deploymentGroupName)
    .filter(({ status }) => includeOnlyStatuses === undefined || includeOnlyStatuses.includes(status))
    .filter(({ createdAt }) => createdAt >= after && createdAt <= before)
    .reverse();
};

const requireNames = (store: Store, application: string | undefined, group: string | undefined): void => {
  if (application === undefined && group === undefined) return;
  if (application === undefined) throw new AwsError('ApplicationNameRequiredException', 'Name the application too.');
  if (group === undefined) throw new AwsError('DeploymentGroupNameRequiredException', 'Name the deployment group too.');
  store.group(application, group);
};

/** Throws AwsError InvalidNextTokenException for a token that no page gave. */
export const page = (ids: readonly string[], token: string | undefined): { deployments: string[]; nextToken?: string } => {
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0 || start > ids.length) {
    throw new AwsError('InvalidNextTokenException', `The next token ${String(token)} was not given by an earlier page.`);
  }
  const end = start + pageSize;
  return { deployments: ids.slice(start, end), ...(end < ids.length ? { nextToken: String(end) } : {}) };
};

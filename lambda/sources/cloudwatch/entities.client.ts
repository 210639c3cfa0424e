/** Load balancers and target groups by tag, from the Resource Groups Tagging API: one call finds both by all tags. */
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Tag } from '../../monspec/monspec';
import type { EntityFinder, Found } from './entities';
import { failureOf } from './failure';

const types = ['elasticloadbalancing:loadbalancer', 'elasticloadbalancing:targetgroup'];

/** Most pages; an environment has a handful of resources. */
const maxPages = 10;

type Dimension = readonly [name: string, value: string];

/** The dimension that an ARN stands for, if any: `…:loadbalancer/app/shop/50dc` is `app/shop/50dc`. */
const dimensionsIn = (arn: string): Dimension[] => {
  const resource = arn.split(':').slice(5).join(':');
  if (resource.startsWith('loadbalancer/app/')) {
    return [['LoadBalancer', resource.slice('loadbalancer/'.length)]];
  }
  return resource.startsWith('targetgroup/') ? [['TargetGroup', resource]] : [];
};

const describe = (tags: readonly Tag[]): string => tags.map(({ key, value }) => `${key}=${value}`).join(', ');

const ambiguous = (what: string, count: number, tags: readonly Tag[]): Found => ({
  kind: 'no-entity',
  detail: `${count} ${what} carry the tags ${describe(tags)}, and one is needed; tag exactly one, or give "cloudwatch": { "dimensions": … }`,
});

/** One load balancer, and at most one target group. */
const single = (tags: readonly Tag[], arns: readonly string[]): Found => {
  const found = arns.flatMap(dimensionsIn);
  const [balancers, groups] = ['LoadBalancer', 'TargetGroup'].map((name) => found.filter(([one]) => one === name).length);
  if (balancers !== 1) {
    return ambiguous('load balancers', balancers ?? 0, tags);
  }
  return (groups ?? 0) > 1 ? ambiguous('target groups', groups ?? 0, tags) : { kind: 'found', dimensions: Object.fromEntries(found) };
};

/** Finds entities with the Resource Groups Tagging API. The contexts of tags mean nothing in AWS. */
export class TaggedEntities implements EntityFinder {
  constructor(private readonly client: ResourceGroupsTaggingAPIClient = new ResourceGroupsTaggingAPIClient({ maxAttempts: 3 })) {}

  async byTags(tags: readonly Tag[], signal: AbortSignal): Promise<Found> {
    try {
      return single(tags, await this.arns(tags, signal));
    } catch (error) {
      return failureOf(error, 'The Resource Groups Tagging API');
    }
  }

  private async arns(tags: readonly Tag[], abortSignal: AbortSignal): Promise<string[]> {
    const TagFilters = tags.map(({ key, value }) => ({ Key: key, Values: value === '' ? [] : [value] }));
    const arns: string[] = [];
    let token: string | undefined;
    for (let page = 0; page < maxPages && (page === 0 || (token ?? '') !== ''); page += 1) {
      const { ResourceTagMappingList = [], PaginationToken } = await this.client.send(
        new GetResourcesCommand({ TagFilters, ResourceTypeFilters: types, ...(token === undefined ? {} : { PaginationToken: token }) }),
        { abortSignal },
      );
      arns.push(...ResourceTagMappingList.flatMap(({ ResourceARN }) => ResourceARN ?? []));
      token = PaginationToken;
    }
    return arns;
  }
}

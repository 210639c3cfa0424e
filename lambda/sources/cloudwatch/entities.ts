/** Finds an environment's dimensions by the tags of its AWS resources, behind a port. */
import type { EnvironmentSpec, Tag } from '../../monspec/monspec';
import type { SeriesRequest } from '../source';
import type { NoSeries } from './plan';

/** Dimensions of an environment, or why there are none. */
export type Found = { readonly kind: 'found'; readonly dimensions: Readonly<Record<string, string>> } | NoSeries;

/** Finds the load balancer and target group that carry all of some tags. Never rejects. */
export interface EntityFinder {
  byTags(tags: readonly Tag[], signal: AbortSignal): Promise<Found>;
}

const isOpen = ({ cloudwatch, tags }: EnvironmentSpec): boolean => cloudwatch === undefined && tags.length > 0;

/** What was found per environment that names tags and no dimensions. */
export const findEntities = async (
  requests: readonly SeriesRequest[],
  finder: EntityFinder | undefined,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Found>> => {
  const open = new Map(requests.filter(({ environment }) => isOpen(environment)).map(({ environment }) => [environment.name, environment]));
  if (finder === undefined) {
    return new Map();
  }
  return new Map(
    await Promise.all([...open].map(async ([name, { tags }]): Promise<[string, Found]> => [name, await finder.byTags(tags, signal)])),
  );
};

/** The request with the dimensions that were found. */
export const withEntity = (request: SeriesRequest, found: Found | undefined): SeriesRequest =>
  found?.kind === 'found' && isOpen(request.environment)
    ? { ...request, environment: { ...request.environment, cloudwatch: { dimensions: found.dimensions } } }
    : request;

import { entitiesWith } from '../../lambda/sources/dynatrace/topology';
import type { EntityAnswer } from '../../lambda/sources/dynatrace/answers';
import { dynatraceEndpoint } from '../../lambda/sources/dynatrace/api';
import type { DynatraceConfig } from '../../lambda/sources/dynatrace/config';
import { scopeOf } from '../../lambda/sources/dynatrace/selector';
import { openSession } from '../../lambda/sources/http/session';
import type { NoSeriesKind } from '../../lambda/judge/series';
import type { Tag } from '../../lambda/monspec/monspec';
import { UserError } from '../errors';
import type { Found, FoundEnvironment } from './found';

/** What a service in Dynatrace has. */
const metrics = ['service.responsetime', 'service.failurerate', 'service.requestspermin'];

/** Failures that another tag would mend. */
const userErrors: readonly NoSeriesKind[] = ['no-entity', 'bad-query'];

const lookBack = 3 * 3_600_000;

/** Names of services that a comment lists. */
const mostNames = 3;

/** `2 services with DeploymentGroup:Staging: checkout, basket` */
function describe(label: string, services: readonly EntityAnswer[]): string {
  const names = services.flatMap(({ displayName }) => displayName ?? []);
  const more = services.length - Math.min(names.length, mostNames);
  const list = [...names.slice(0, mostNames), ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return `${services.length} × ${label}: ${list}`;
}

/**
 * Finds the services of every tag; each tag becomes an environment.
 * @returns a sentence where Dynatrace did not say.
 * @throws UserError where a tag finds nothing, or far too much.
 */
export async function findServices(config: DynatraceConfig, tags: readonly Tag[], now: number): Promise<Found | string> {
  const session = openSession(dynatraceEndpoint(config));
  const environments: FoundEnvironment[] = [];
  for (const tag of tags) {
    const scope = scopeOf('SERVICE', { name: tag.value, tags: [tag] });
    const got = await entitiesWith(session, scope, { start: now - lookBack, end: now }, ['toRelationships.calls']);
    if (!got.ok) {
      if (userErrors.includes(got.failure.kind)) throw new UserError(`--tag ${tag.key}:${tag.value}: ${got.failure.detail}.`);
      return `${got.failure.detail}.`;
    }
    environments.push({
      name: tag.value === '' ? tag.key : tag.value,
      what: describe(scope.label, got.value),
      spec: { tags: [tag] },
    });
  }
  return { from: 'Dynatrace services by tag', environments, metrics };
}

import { entitiesWith } from '../../lambda/sources/dynatrace/topology';
import { dynatraceEndpoint } from '../../lambda/sources/dynatrace/api';
import type { DynatraceConfig } from '../../lambda/sources/dynatrace/config';
import { scopeOf } from '../../lambda/sources/dynatrace/selector';
import { openSession } from '../../lambda/sources/http/session';
import type { Tag } from '../../lambda/monspec/monspec';
import { UserError } from '../errors';
import type { Found, FoundEnvironment } from './found';

/** What a service in Dynatrace has. */
const metrics = ['service.responsetime', 'service.failurerate', 'service.requestspermin'];

const lookBack = 3 * 3_600_000;

/** Finds the services of every tag; each tag becomes an environment. @throws UserError where one finds nothing. */
export async function findServices(config: DynatraceConfig, tags: readonly Tag[], now: number): Promise<Found> {
  const session = openSession(dynatraceEndpoint(config));
  const environments: FoundEnvironment[] = [];
  for (const tag of tags) {
    const scope = scopeOf('SERVICE', { name: tag.value, tags: [tag] });
    const got = await entitiesWith(session, scope, { start: now - lookBack, end: now }, ['toRelationships.calls']);
    if (!got.ok) throw new UserError(`--tag ${tag.key}:${tag.value}: ${got.failure.detail}.`);
    environments.push({
      name: tag.value === '' ? tag.key : tag.value,
      what: `${got.value.length} ${got.value.length === 1 ? 'service' : 'services'}: ${scope.label}`,
      spec: { tags: [tag] },
    });
  }
  return { from: 'Dynatrace services by tag', environments, metrics };
}

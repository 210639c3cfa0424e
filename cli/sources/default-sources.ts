import { variable, type Variables } from '../../lambda/sources/configured-secret';
import type { EnvironmentSpec } from '../../lambda/monspec/monspec';
import type { SourceChoice } from './names';

type Provider = Exclude<SourceChoice['kind'], 'file'>;

const providers: readonly Provider[] = ['cloudwatch', 'dynatrace', 'prometheus'];

const isConfigured = (provider: Provider, variables: Variables): boolean =>
  provider === 'cloudwatch' || variable(variables, `${provider.toUpperCase()}_URL`) !== undefined;

/** Whether the monspec says where the environments are in a provider. */
const isDescribed = (provider: Provider, environments: readonly EnvironmentSpec[]): boolean => {
  switch (provider) {
    case 'cloudwatch':
      return environments.some(({ cloudwatch }) => cloudwatch !== undefined);
    case 'prometheus':
      return environments.some(({ prometheus }) => prometheus !== undefined);
    case 'dynatrace':
      return environments.some(({ tags }) => tags.length > 0);
  }
};

/**
 * The sources of a monspec for which none was named: everything that is set up, first the one that the environments
 * are described for (dimensions, then labels, then tags); CloudWatch needs no setting up.
 */
export function defaultSources(environments: readonly EnvironmentSpec[], variables: Variables): readonly SourceChoice[] {
  const there = providers.filter((provider) => isConfigured(provider, variables));
  const order: readonly Provider[] = ['cloudwatch', 'prometheus', 'dynatrace'];
  const first = order.find((provider) => there.includes(provider) && isDescribed(provider, environments)) ?? 'cloudwatch';
  return [first, ...there.filter((provider) => provider !== first)].map((kind) => ({ kind }));
}

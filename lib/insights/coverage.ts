import { CfnResourceCollection } from 'aws-cdk-lib/aws-devopsguru';
import type { Construct } from 'constructs';
import type { DevOpsGuruConfig } from '../config/sections/dev-ops-guru';

/** An environment that insights may be about. */
export interface WatchedEnvironment {
  readonly environment: string;
  readonly stackName: string;
}

/** Tells DevOps Guru what to watch. */
export const resourceCollection = (
  scope: Construct,
  id: string,
  coverage: DevOpsGuruConfig['coverage'],
  environments: readonly WatchedEnvironment[],
): CfnResourceCollection => new CfnResourceCollection(scope, id, { resourceCollectionFilter: filter(coverage, environments) });

function filter(
  coverage: DevOpsGuruConfig['coverage'],
  environments: readonly WatchedEnvironment[],
): CfnResourceCollection.ResourceCollectionFilterProperty {
  switch (coverage.by) {
    case 'stacks':
      return { cloudFormation: { stackNames: [...(coverage.names ?? environments.map(({ stackName }) => stackName))] } };
    case 'tag':
      return { tags: [{ appBoundaryKey: coverage.key, tagValues: environments.map(({ environment }) => environment) }] };
  }
}

/** The tags, `key:value`, of insights about an environment; none where stacks are watched by name. */
export const insightTags = (settings: DevOpsGuruConfig | undefined, environment: string): readonly string[] =>
  settings?.coverage.by === 'tag' ? [`${settings.coverage.key}:${environment}`] : [];

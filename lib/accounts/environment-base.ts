import type { Construct } from 'constructs';
import type { Config } from '../config/config';
import type { EnvironmentBase } from '../foundation/applications';
import type { FoundationStack } from '../foundation/foundation-stack';
import type { EnvironmentName } from '../foundation/names';
import { AccountStack } from './account-stack';
import type { RegionalArtifacts } from './artifacts-stack';
import { placeOf, stackNames } from './roles';

/** What an environment starts from: the foundation's, or its own account's. */
export function environmentBase(
  scope: Construct,
  environment: EnvironmentName,
  config: Config,
  { buckets, notifications, environments }: FoundationStack,
  artifacts: RegionalArtifacts,
): EnvironmentBase {
  if (environments.kind === 'here') return { buckets, notifications, ...environments.applications };
  const { accounts } = environments;
  return new AccountStack(scope, stackNames.account(environment), {
    environment,
    config,
    accounts,
    artifacts: artifacts.others.get(accounts[placeOf(environment)].region) ?? artifacts.main,
  });
}

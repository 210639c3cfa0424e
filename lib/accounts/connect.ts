import type { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { EnvironmentStack } from '../compute/environment-stack';
import type { Config } from '../config/config';
import type { EnvironmentBase } from '../foundation/applications';
import type { EnvironmentName } from '../foundation/names';
import { EnvironmentOperationsStack } from '../operations/environment-operations';
import { AccessStack } from './access-stack';
import { stackNames } from './roles';

/**
 * Connects an environment's own account with the tools account, and looks after it there. Gives the stacks that the
 * pipeline needs; none where there is only one account.
 */
export function connect(
  scope: Construct,
  environment: EnvironmentName,
  config: Config,
  base: EnvironmentBase,
  compute: EnvironmentStack,
): readonly Stack[] {
  const { accounts } = config;
  if (accounts === undefined) return [];
  const access = new AccessStack(scope, stackNames.access(environment), { environment, config, accounts, base, compute });
  new EnvironmentOperationsStack(scope, stackNames.operations(environment), {
    environment,
    config,
    notifications: base.notifications,
    compute,
  });
  return [access];
}

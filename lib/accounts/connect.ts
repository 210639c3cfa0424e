import type { Construct } from 'constructs';
import type { EnvironmentStack } from '../compute/environment-stack';
import type { Config } from '../config/config';
import type { EnvironmentBase } from '../foundation/applications';
import type { EnvironmentName } from '../foundation/names';
import { EnvironmentOperationsStack } from '../operations/environment-operations';
import { AccessStack } from './access-stack';
import { stackNames } from './roles';

/** Connects an environment's own account with the tools account, and looks after it there. Nothing where there is only one account. */
export function connect(
  scope: Construct,
  environment: EnvironmentName,
  config: Config,
  base: EnvironmentBase,
  compute: EnvironmentStack,
): void {
  const { accounts } = config;
  if (accounts === undefined) return;
  new AccessStack(scope, stackNames.access(environment), { environment, config, accounts, base, compute });
  new EnvironmentOperationsStack(scope, stackNames.operations(environment), {
    environment,
    config,
    notifications: base.notifications,
    compute,
  });
}

import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AccountStack } from '../accounts/account-stack';
import { stackNames } from '../accounts/roles';
import type { Config } from '../config/config';
import type { FoundationStack } from '../foundation/foundation-stack';
import { LogForwardingStack } from './log-forwarding-stack';
import { LoggingStack } from './logging-stack';

/** Makes the log groups of all stacks so far searchable, where the team wants it; in other accounts by a stack there. */
export function searchInLogs(scope: Construct, config: Config, foundation: FoundationStack): void {
  const { accounts, logging } = config;
  if (!logging.enabled) return;
  const sources = scope.node.children.filter((child) => Stack.isStack(child));
  const search = new LoggingStack(scope, 'UnbreakableLogging', { config, foundation, sources });
  if (accounts === undefined) return;
  for (const environment of ['Staging', 'Production'] as const) {
    const account = scope.node.tryFindChild(stackNames.account(environment));
    if (!(account instanceof AccountStack) || account.environment === search.environment) continue;
    const { notifications } = account;
    const props = { environment, config, accounts, notifications, sources, documents: search.documents };
    new LogForwardingStack(scope, stackNames.logging(environment), props);
  }
}

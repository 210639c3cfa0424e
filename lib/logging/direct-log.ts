import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { logNames, sampleLogVariables } from '../../lambda/contract/logging';
import { logRoleNames, roleArn } from '../accounts/roles';
import type { Config } from '../config/config';
import type { EnvironmentName } from '../foundation/names';
import { letPut } from './log-way';

/** Whether the application sends its log itself. */
export const isDirect = ({ logging }: Config): boolean => logging.enabled && logging.application === 'direct';

/**
 * Environment variables that let the application send its log to Firehose itself; none where the agent does. The region
 * too: on an instance the SDK finds its credentials by itself, and no region.
 */
export function directLogSettings(scope: Construct, config: Config, environment: EnvironmentName): Readonly<Record<string, string>> {
  if (!isDirect(config)) return {};
  const { accounts } = config;
  return {
    [sampleLogVariables.stream]: logNames.stream,
    ...(accounts && {
      [sampleLogVariables.role]: roleArn(accounts.tools, logRoleNames(environment).send),
      [sampleLogVariables.region]: accounts.tools.region,
    }),
    AWS_REGION: Stack.of(scope).region,
  };
}

/** Lets the application's role send there: by itself, or by a role of the account that holds the stream. */
export function letSendLogs(role: Role, config: Config, environment: EnvironmentName): void {
  if (!isDirect(config)) return;
  if (config.accounts === undefined) return letPut(role);
  const sender = roleArn(config.accounts.tools, logRoleNames(environment).send);
  role.addToPolicy(new PolicyStatement({ actions: ['sts:AssumeRole'], resources: [sender] }));
}

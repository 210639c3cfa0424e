import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { logNames, sampleStreamVariable } from '../../lambda/contract/logging';
import type { Config } from '../config/config';
import { logStreamArn } from './domain-arn';

const isDirect = ({ logging }: Config): boolean => logging.enabled && logging.application === 'direct';

/**
 * Lines of an instance's environment file that let the application send its log to Firehose itself; none where the agent
 * does. The region too: on an instance the SDK finds its credentials by itself, and no region.
 */
export const directLogSettings = (scope: Construct, config: Config): Readonly<Record<string, string>> =>
  isDirect(config) ? { [sampleStreamVariable]: logNames.stream, AWS_REGION: Stack.of(scope).region } : {};

/** Lets a role send there. */
export function letSendLogs(role: Role, config: Config): void {
  if (isDirect(config)) role.addToPolicy(new PolicyStatement({ actions: ['firehose:PutRecordBatch'], resources: [logStreamArn(role)] }));
}

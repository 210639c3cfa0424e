import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Config } from '../config/config';
import type { EnvironmentBase } from '../foundation/applications';
import type { FoundationStack } from '../foundation/foundation-stack';
import type { EnvironmentName } from '../foundation/names';
import { AccountStack } from './account-stack';
import { placeOf, stackNames } from './roles';

/** What an environment starts from: the foundation's, or its own account's. @param artifacts the bucket of a region */
export function environmentBase(
  scope: Construct,
  environment: EnvironmentName,
  config: Config,
  { buckets, notifications, applications }: FoundationStack,
  artifacts: (region: string | undefined) => IBucket,
): EnvironmentBase {
  if (applications !== undefined) return { buckets, notifications, ...applications };
  return new AccountStack(scope, stackNames.account(environment), {
    environment,
    config,
    artifacts: artifacts(config.accounts?.[placeOf(environment)].region),
  });
}

import { RemovalPolicy, type StackProps } from 'aws-cdk-lib';
import type { BucketProps } from 'aws-cdk-lib/aws-s3';
import type { Config } from '../config/config';

/** What happens to a resource that holds data when its stack goes. */
export const removalPolicy = (config: Config): RemovalPolicy =>
  config.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

/** A sandbox's buckets are emptied with their stack (by a function of CDK), or `cdk destroy` would stop half-way. */
export const bucketRemoval = (config: Config): Pick<BucketProps, 'removalPolicy' | 'autoDeleteObjects'> => ({
  removalPolicy: removalPolicy(config),
  autoDeleteObjects: config.removal === 'destroy',
});

/** What every stack has in common. */
export const stackProps = (config: Config, description: string): StackProps => ({
  description,
  terminationProtection: config.removal === 'retain',
});

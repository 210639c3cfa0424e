import { RemovalPolicy, type StackProps } from 'aws-cdk-lib';
import type { BucketProps } from 'aws-cdk-lib/aws-s3';
import type { Config } from '../config/config';
import type { PlaceName } from '../config/sections/accounts';

/** What happens to a resource that holds data when its stack goes. */
export const removalPolicy = (config: Config): RemovalPolicy =>
  config.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

/** A sandbox's buckets are emptied with their stack (by a function of CDK), or `cdk destroy` would stop half-way. */
export const bucketRemoval = (config: Config): Pick<BucketProps, 'removalPolicy' | 'autoDeleteObjects'> => ({
  removalPolicy: removalPolicy(config),
  autoDeleteObjects: config.removal === 'destroy',
});

/** What every stack has in common. @param place whose account and region it goes to, where the configuration names some */
export const stackProps = ({ removal, accounts }: Config, description: string, place: PlaceName = 'tools'): StackProps => ({
  description,
  terminationProtection: removal === 'retain',
  ...(accounts && { env: { account: accounts[place].id, region: accounts[place].region } }),
});

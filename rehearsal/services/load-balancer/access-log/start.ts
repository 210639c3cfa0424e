import { AwsError } from '../../../cloud/aws-error';
import type { Cloud } from '../../../cloud/cloud';
import type { BalancerProperties } from '../properties';
import { AccessLog } from './access-log';
import { accessLogSettings } from './settings';

/**
 * The access log of a load balancer; undefined where its attributes switch none on.
 * @throws AwsError where nothing may be written into the bucket, as AWS refuses such attributes.
 */
export const startAccessLog = async (
  cloud: Cloud,
  arn: string,
  attributes: BalancerProperties['LoadBalancerAttributes'],
): Promise<AccessLog | undefined> => {
  const settings = accessLogSettings(attributes);
  if (settings === undefined) return undefined;
  const [, fullName = ''] = arn.split(':loadbalancer/');
  const log = new AccessLog(cloud, arn, { account: cloud.account, region: cloud.region, fullName }, settings);
  try {
    await log.start();
    return log;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const message = `Access Denied for bucket: ${settings.bucket}. Please check S3bucket permission (${error.message})`;
    throw new AwsError('InvalidConfigurationRequest', message);
  }
};

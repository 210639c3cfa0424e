/** Where a load balancer's access log goes. Pure. */
import type { BalancerProperties } from '../properties';

export interface AccessLogSettings {
  readonly bucket: string;
  /** Before `AWSLogs/`, without a slash at its end. */
  readonly prefix?: string;
}

/** As LoadBalancerAttributes say; undefined where the log is not switched on. */
export const accessLogSettings = (attributes: BalancerProperties['LoadBalancerAttributes']): AccessLogSettings | undefined => {
  const given = new Map(attributes.map(({ Key, Value }) => [Key, Value]));
  const bucket = given.get('access_logs.s3.bucket');
  const prefix = given.get('access_logs.s3.prefix');
  if (given.get('access_logs.s3.enabled') !== 'true' || bucket === undefined) return undefined;
  return { bucket, ...(prefix !== undefined && { prefix }) };
};

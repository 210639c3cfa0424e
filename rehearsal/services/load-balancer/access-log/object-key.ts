/**
 * Names of the objects of access logs:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-file-format
 * Pure.
 */
import type { AccessLogSettings } from './settings';

/** Whose log it is. */
export interface LoggedBalancer {
  readonly account: string;
  readonly region: string;
  /** `app/<name>/<hash>` */
  readonly fullName: string;
}

/** Address of the one node of a local load balancer. */
const node = '127.0.0.1';

const folder = ({ prefix }: AccessLogSettings, account: string): string =>
  `${prefix === undefined ? '' : `${prefix}/`}AWSLogs/${account}`;

/** What AWS writes once, when the log is switched on, to see whether it may. */
export const testKey = (settings: AccessLogSettings, { account }: LoggedBalancer): string =>
  `${folder(settings, account)}/ELBAccessLogTestFile`;

/** @param end virtual epoch milliseconds at which the interval of the log ended @param random eight characters */
export const logKey = (settings: AccessLogSettings, { account, region, fullName }: LoggedBalancer, end: number, random: string): string => {
  const [day = '', time = ''] = new Date(end).toISOString().split('T');
  const stamp = `${day.replaceAll('-', '')}T${time.slice(0, 5).replace(':', '')}Z`;
  const name = [account, 'elasticloadbalancing', region, fullName.replaceAll('/', '.'), stamp, node, random].join('_');
  return `${folder(settings, account)}/elasticloadbalancing/${region}/${day.replaceAll('-', '/')}/${name}.log.gz`;
};

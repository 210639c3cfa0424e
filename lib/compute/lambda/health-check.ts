import { Duration } from 'aws-cdk-lib';
import { healthCheck } from '../entrance';

/** Each check is an invocation that is paid for, so they come every half minute. */
export const functionHealthCheck = { ...healthCheck, enabled: true, interval: Duration.seconds(30), timeout: Duration.seconds(10) };

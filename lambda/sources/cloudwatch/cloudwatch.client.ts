/** The CloudWatch client as the source needs it: bounded in time and in retries. */
import { CloudWatchClient, type CloudWatchClientConfig } from '@aws-sdk/client-cloudwatch';

/** Milliseconds to connect. */
const connectionTimeout = 2_000;

/** Milliseconds that one attempt may take. */
const requestTimeout = 5_000;

/** Makes a client from the environment (region, credentials, AWS_ENDPOINT_URL): 5 s per attempt, 3 attempts. */
export const cloudWatchClient = (overrides: CloudWatchClientConfig = {}): CloudWatchClient =>
  new CloudWatchClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout, requestTimeout, throwOnRequestTimeout: true },
    ...overrides,
  });

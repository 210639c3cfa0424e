import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { IAMClient } from '@aws-sdk/client-iam';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import { connect, type Clients, type Connection } from '../pipeline/clients';

/** The AWS clients of the verification. */
export interface VerifyClients extends Clients {
  readonly cloudformation: CloudFormationClient;
  readonly cloudwatch: CloudWatchClient;
  readonly iam: IAMClient;
  readonly sns: SNSClient;
  readonly sts: STSClient;
}

/** Makes the clients; no call is made yet. The simulator of IAM is throttled, so that retries are many and adaptive. */
export const verifyClients = (connection: Connection): VerifyClients => ({
  ...connect(connection),
  cloudformation: new CloudFormationClient(connection),
  cloudwatch: new CloudWatchClient(connection),
  iam: new IAMClient({ ...connection, maxAttempts: 8, retryMode: 'adaptive' }),
  sns: new SNSClient(connection),
  sts: new STSClient(connection),
});

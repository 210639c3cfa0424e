import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECSClient } from '@aws-sdk/client-ecs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SSMClient } from '@aws-sdk/client-ssm';

/** How to reach AWS. Everything absent comes from the standard chain (profile, environment, AWS_ENDPOINT_URL). */
export interface Connection {
  readonly region?: string;
  /** Profile of the AWS configuration files. */
  readonly profile?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };
}

/** The AWS clients of the command line: the same against an account and against the rehearsal. */
export interface Clients {
  readonly codedeploy: CodeDeployClient;
  readonly codepipeline: CodePipelineClient;
  readonly dynamodb: DynamoDBClient;
  readonly ecs: ECSClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly secrets: SecretsManagerClient;
  readonly sfn: SFNClient;
  readonly ssm: SSMClient;
}

/** Makes the clients; no call is made yet. */
export const connect = (connection: Connection): Clients => ({
  codedeploy: new CodeDeployClient(connection),
  codepipeline: new CodePipelineClient(connection),
  dynamodb: new DynamoDBClient(connection),
  ecs: new ECSClient(connection),
  lambda: new LambdaClient(connection),
  // Environments of other regions deploy from buckets there.
  s3: new S3Client({ ...connection, followRegionRedirects: true }),
  secrets: new SecretsManagerClient(connection),
  sfn: new SFNClient(connection),
  ssm: new SSMClient(connection),
});

/** Closes the connections, so that the process can end. */
export const disconnect = (clients: Clients): void => {
  for (const client of Object.values(clients)) client.destroy();
};

import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import type { Connection } from '../pipeline/clients';

/** The AWS clients of the doctor. */
export interface DoctorClients {
  readonly sts: STSClient;
  readonly ssm: SSMClient;
  readonly quotas: ServiceQuotasClient;
  readonly secrets: SecretsManagerClient;
}

/** Makes the clients; no call is made yet. */
export const doctorClients = (connection: Connection): DoctorClients => ({
  sts: new STSClient(connection),
  ssm: new SSMClient(connection),
  quotas: new ServiceQuotasClient(connection),
  secrets: new SecretsManagerClient(connection),
});

import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { GateError } from '../../gate/gate-error';
import { clientOptions } from '../client-options';

/** Temporary credentials; SDK clients keep them until five minutes before their end, then ask again. */
export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** A role of another account. */
export interface ForeignRole {
  readonly roleArn: string;
  readonly region: string;
  readonly externalId?: string;
}

/** Name of the sessions, as CloudTrail of the other account shows them. */
const sessionName = 'unbreakable';

/** The shortest that STS gives, in seconds; every function ends long before. */
const seconds = 900;

/** Takes on a role of another account whenever it is asked. Throws as the SDK does, and `NoCredentials` for an answer without any. */
export const assumedRole =
  ({ roleArn, region, externalId }: ForeignRole, client: STSClient = new STSClient({ ...clientOptions, region })) =>
  async (): Promise<TemporaryCredentials> => {
    const { Credentials: given } = await client.send(
      new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: sessionName,
        DurationSeconds: seconds,
        ...(externalId === undefined ? {} : { ExternalId: externalId }),
      }),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken || Expiration === undefined) {
      throw new GateError('NoCredentials', `STS gave no credentials for ${roleArn}.`, 'Look at the role in the environment’s account.');
    }
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken, expiration: Expiration };
  };

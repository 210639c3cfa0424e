import type { STSClientConfig } from '@aws-sdk/client-sts';

/** Credentials that end. */
interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/**
 * Credentials of a role of another account. The client that they are for keeps them until shortly before their end, and
 * asks again then.
 * @throws as the SDK does; RangeError where the answer holds no credentials
 */
export const takenOn =
  (RoleArn: string, requestHandler: NonNullable<STSClientConfig['requestHandler']>) => async (): Promise<Credentials> => {
    const { AssumeRoleCommand, STSClient } = await import('@aws-sdk/client-sts');
    const sts = new STSClient({ maxAttempts: 1, requestHandler });
    const { Credentials: given } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'application-log' }));
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) throw new RangeError(`STS gave no credentials for ${RoleArn}.`);
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken, expiration: Expiration };
  };

/** Secrets of sources from Secrets Manager. */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Secret } from './http/secret';
import { SourceError } from './source-error';

/** Milliseconds for which a secret is kept, so that a rotated one is seen soon. */
const keptFor = 5 * 60_000;

const makeClient = (): SecretsManagerClient =>
  new SecretsManagerClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });

/**
 * The text of a secret, kept for five minutes. Rejects where it cannot be read, or holds no text.
 * `clock` in epoch milliseconds. The client is made from the environment by default.
 */
export const secretOf = (secretId: string, clock: () => number, client: SecretsManagerClient = makeClient()): Secret => {
  let kept: { readonly value: string; readonly until: number } | undefined;
  return async () => {
    if (kept !== undefined && clock() < kept.until) {
      return kept.value;
    }
    const { SecretString: value } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    if (!value) {
      throw new SourceError('EmptySecret', `The secret ${secretId} holds no text.`, 'Store the token as plain text.');
    }
    kept = { value: value.trim(), until: clock() + keptFor };
    return kept.value;
  };
};

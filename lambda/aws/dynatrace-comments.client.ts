import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import type { ProblemComments } from '../healing/ports/telling';
import { addressOf } from '../sources/http/address';
import { clientOptions } from './client-options';
import { describeError } from './sdk-error';

const schema = v.pipe(v.string(), v.parseJson(), v.object({ url: v.string(), token: v.pipe(v.string(), v.minLength(1)) }));

/** Longest answer time of Dynatrace that is waited for. */
const timeoutMilliseconds = 8_000;

type Result = Awaited<ReturnType<ProblemComments['comment']>>;

const failed = (detail: string): Result => ({ kind: 'failed', detail });

/** Comments by Dynatrace's Problems API, version 2. The token travels in a header, and into no text. */
export class DynatraceComments implements ProblemComments {
  constructor(
    private readonly secretId: string | undefined,
    private readonly client: SecretsManagerClient = new SecretsManagerClient(clientOptions),
  ) {}

  async comment(problemId: string, text: string): Promise<Result> {
    if (this.secretId === undefined) {
      return failed('no access to Dynatrace is set.');
    }
    try {
      return await this.post(this.secretId, problemId, text);
    } catch (error) {
      return failed(describeError(error));
    }
  }

  private async post(secretId: string, problemId: string, message: string): Promise<Result> {
    const { SecretString: secret } = await this.client.send(new GetSecretValueCommand({ SecretId: secretId }));
    const access = v.safeParse(schema, secret);
    if (!access.success) {
      return failed(`the secret ${secretId} does not hold {"url":…,"token":…}.`);
    }
    const { url, token } = access.output;
    const address = addressOf('Dynatrace', url, 'https://abc12345.live.dynatrace.com', true);
    const response = await fetch(`${address}/api/v2/problems/${encodeURIComponent(problemId)}/comments`, {
      method: 'POST',
      headers: { authorization: `Api-Token ${token}`, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ message: message.slice(0, 4_000), context: 'Unbreakable pipeline' }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    return response.ok ? { kind: 'done' } : failed(`Dynatrace answered HTTP ${response.status}.`);
  }
}

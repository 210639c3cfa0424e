import { createHash } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient, StartAutomationExecutionCommand } from '@aws-sdk/client-ssm';
import type { Runbook } from '../contract/healing-settings';
import type { Runbooks } from '../healing/ports/runbooks';
import type { Problem } from '../healing/problem';
import { signatureOf } from '../healing/webhook/verify';
import { clientOptions } from './client-options';
import { describeError, isNamed } from './sdk-error';

type Result = Awaited<ReturnType<Runbooks['begin']>>;
type OfKind<Kind extends Runbook['kind']> = Extract<Runbook, { readonly kind: Kind }>;

const timeoutMilliseconds = 8_000;

/** SSM takes a token of exactly this form. */
const clientToken = (token: string): string =>
  createHash('sha256')
    .update(token)
    .digest('hex')
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Documents of SSM Automation, and POSTs to addresses of the configuration, signed like the generic webhook. */
export class AwsRunbooks implements Runbooks {
  constructor(
    private readonly now: () => number,
    private readonly automation: SSMClient = new SSMClient(clientOptions),
    private readonly secrets: SecretsManagerClient = new SecretsManagerClient(clientOptions),
  ) {}

  async begin(runbook: Runbook, problem: Problem, token: string): Promise<Result> {
    try {
      return runbook.kind === 'ssm' ? await this.start(runbook, token) : await this.post(runbook, problem, token);
    } catch (error) {
      return { kind: 'failed', detail: describeError(error) };
    }
  }

  private async start({ document, parameters }: OfKind<'ssm'>, token: string): Promise<Result> {
    const given = Object.fromEntries(Object.entries(parameters ?? {}).map(([name, values]) => [name, [...values]]));
    try {
      const { AutomationExecutionId: id = 'no id' } = await this.automation.send(
        new StartAutomationExecutionCommand({ DocumentName: document, Parameters: given, ClientToken: clientToken(token) }),
      );
      return { kind: 'begun', what: `Automation ${document} was begun: ${id}.` };
    } catch (error) {
      if (isNamed(error, 'IdempotentParameterMismatch', 'IdempotentParameterMismatchException')) {
        return { kind: 'begun', what: `Automation ${document} was begun before.` };
      }
      throw error;
    }
  }

  private async post({ url, secret }: OfKind<'http'>, problem: Problem, token: string): Promise<Result> {
    const { SecretString: key } = await this.secrets.send(new GetSecretValueCommand({ SecretId: secret }));
    if (!key) {
      return { kind: 'failed', detail: `the secret ${secret} holds no text.` };
    }
    const timestamp = String(Math.floor(this.now() / 1000));
    const body = JSON.stringify({ token, problem });
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-unbreakable-timestamp': timestamp,
        'x-unbreakable-signature': signatureOf(key, timestamp, body),
        'idempotency-key': token,
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    const { host } = new URL(url);
    return response.ok
      ? { kind: 'begun', what: `The runbook at ${host} was called.` }
      : { kind: 'failed', detail: `${host} answered HTTP ${response.status}.` };
  }
}

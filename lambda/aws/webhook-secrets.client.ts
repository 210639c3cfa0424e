import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import type { WebhookSecrets } from '../contract/healing-environment';
import { HealingError } from '../healing/healing-error';
import { clientOptions } from './client-options';

const cacheMilliseconds = 5 * 60_000;

/** After a failure nothing is asked for this long, so that a flood of requests asks once. */
const pauseMilliseconds = 10_000;

const values = v.exactOptional(v.array(v.string()));
const schema = v.pipe(v.string(), v.parseJson(), v.object({ dynatrace: values, generic: values, pagerduty: values }));

/** The secrets of the webhooks, kept for five minutes whatever requests come; a fetch that is under way is shared. */
export class WebhookSecretsReader {
  private cached: { readonly value: Promise<WebhookSecrets>; readonly until: number } | undefined;

  constructor(
    private readonly secretId: string,
    private readonly client: SecretsManagerClient = new SecretsManagerClient(clientOptions),
  ) {}

  /** `now` in epoch milliseconds. Rejects with `BadWebhookSecret` where the secret is not as documented. */
  read(now: number): Promise<WebhookSecrets> {
    if (this.cached !== undefined && now < this.cached.until) {
      return this.cached.value;
    }
    const value = this.fetch();
    this.cached = { value, until: now + cacheMilliseconds };
    value.catch(() => {
      this.cached = { value, until: now + pauseMilliseconds };
    });
    return value;
  }

  private async fetch(): Promise<WebhookSecrets> {
    const { SecretString: text } = await this.client.send(new GetSecretValueCommand({ SecretId: this.secretId }));
    const result = v.safeParse(schema, text);
    if (!result.success) {
      throw new HealingError(
        'BadWebhookSecret',
        `The secret ${this.secretId} does not hold the webhooks' secrets.`,
        'Store JSON such as {"dynatrace":["…"],"generic":["…"]}.',
      );
    }
    return result.output;
  }
}

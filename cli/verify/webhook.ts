import { setTimeout as pause } from 'node:timers/promises';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import type { HealingDescription } from '../../lambda/contract/healing-description';
import { shortestSecret, signatureOf } from '../../lambda/healing/webhook/verify';
import type { VerifyClients } from './clients';
import type { Finding } from './difference';

/** What the test needs. */
export interface WebhookTest {
  readonly clients: Pick<VerifyClients, 'secrets' | 'dynamodb'>;
  readonly healing: HealingDescription;
  readonly table: string;
  /** Epoch milliseconds, as AWS tells the time; asked again right before the request is signed. */
  readonly now: () => Promise<number>;
  /** Makes the id of the test problem, which must be new. */
  readonly drawId: () => string;
  /** How long its record is waited for, in seconds. @default 60 */
  readonly waitSeconds?: number;
}

const base = { area: 'webhook', what: 'a signed test problem' } as const;
const rehearsed = 'accepted with 202, recorded, not acted on';

const secretSchema = v.pipe(v.string(), v.parseJson(), v.object({ generic: v.optional(v.array(v.string()), []) }));

/**
 * Sends a problem as a reporter would and waits for its record. It is over as it is reported: such a problem is recorded
 * and starts no workflow, so nobody is told and nothing is done about it.
 */
export async function checkWebhook(test: WebhookTest): Promise<readonly Finding[]> {
  const secret = await genericSecret(test);
  if (secret === undefined)
    return [
      {
        ...base,
        status: 'unknown',
        rehearsed,
        found: 'nothing was sent: the secret of the webhooks has no value for "generic"',
        fix: 'Put one into it (docs/healing.md), wait five minutes, verify again. Or leave the webhook out: --no-webhook',
      },
    ];
  const id = `unbreakable-verify-${test.drawId()}`;
  const answer = await send(test, secret, id);
  if (answer !== 202)
    return [
      { ...base, status: 'different', rehearsed, found: `answered with ${answer}`, fix: 'docs/healing.md says what each answer means.' },
    ];
  return [await waitForRecord(test, id)];
}

async function genericSecret({ clients, healing }: WebhookTest): Promise<string | undefined> {
  const { SecretString } = await clients.secrets.send(new GetSecretValueCommand({ SecretId: healing.webhookSecret }));
  const parsed = v.safeParse(secretSchema, SecretString);
  return parsed.success ? parsed.output.generic.find((value) => value.length >= shortestSecret) : undefined;
}

/** Posts it; 202 where it was accepted. Redirects are not followed: the signature is for this address only. */
async function send({ healing, now }: WebhookTest, secret: string, id: string): Promise<number> {
  const body = JSON.stringify({ id, state: 'resolved', title: 'Test of the webhook by unbreakable verify', severity: 'low' });
  const timestamp = String(Math.floor((await now()) / 1000));
  const response = await fetch(`${healing.webhookUrl}/generic`, {
    method: 'POST',
    redirect: 'manual',
    signal: AbortSignal.timeout(20_000),
    headers: {
      'content-type': 'application/json',
      'x-unbreakable-timestamp': timestamp,
      'x-unbreakable-signature': signatureOf(secret, timestamp, body),
    },
    body,
  });
  await response.arrayBuffer();
  return response.status;
}

async function waitForRecord({ clients, table, waitSeconds = 60 }: WebhookTest, id: string): Promise<Finding> {
  const Key = { validationId: { S: `problem#webhook:${id}` } };
  for (let second = 0; second <= waitSeconds; second += 1) {
    const { Item } = await clients.dynamodb.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
    if (Item !== undefined) return { ...base, status: 'same', rehearsed, found: `accepted with 202, recorded as webhook:${id}` };
    await pause(1000);
  }
  return {
    ...base,
    status: 'different',
    rehearsed,
    found: `accepted with 202, but not recorded within ${waitSeconds} s`,
    fix: 'Look at the log of the function Intake, and at the queue of undelivered events.',
  };
}

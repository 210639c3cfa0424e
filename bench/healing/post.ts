import { signatureOf } from '../../lambda/healing/webhook/verify';
import type { World } from './world';
import { webhookSecret } from './world';

/** Posts a problem to the generic webhook, signed as its senders must. @returns the status of the answer */
export async function post({ webhookUrl, cloud }: World, problem: object, secret = webhookSecret): Promise<number> {
  const body = JSON.stringify(problem);
  const timestamp = String(Math.floor(cloud.clock.now() / 1000));
  const headers = {
    'content-type': 'application/json',
    'x-unbreakable-timestamp': timestamp,
    'x-unbreakable-signature': signatureOf(secret, timestamp, body),
  };
  const response = await fetch(`${webhookUrl}/generic`, { method: 'POST', headers, body });
  await response.arrayBuffer();
  return response.status;
}

/** A problem of production. */
export const problem = (id: string, started: number, entity = 'shop'): object => ({
  id,
  state: 'open',
  title: 'Shop is slow',
  severity: 'high',
  entities: [entity],
  started,
});

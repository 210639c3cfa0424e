import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { readHealingEnvironment } from '../aws/healing-environment';
import { Queue } from '../aws/queue.client';
import { WebhookSecretsReader } from '../aws/webhook-secrets.client';
import type { WebhookAnswer } from './webhook/webhook';
import { receive } from './webhook/webhook';

const logger = new Logger({ serviceName: 'healing-webhook' });
const environment = readHealingEnvironment(['queueUrl', 'webhookSecret']);
const secrets = new WebhookSecretsReader(environment.webhookSecret);
const queue = new Queue(environment.queueUrl);
const ports = { secrets: (now: number) => secrets.read(now), send: (message: string) => queue.send(message) };

/** `POST /hooks/<reporter>` of the HTTP API. */
export const handler = async (event: APIGatewayProxyEventV2): Promise<WebhookAnswer> => {
  const answer = await receive(event, ports, Date.now());
  if (answer.statusCode !== 202) {
    logger.warn('A request was not accepted', { status: answer.statusCode, path: event.rawPath });
  }
  return answer;
};

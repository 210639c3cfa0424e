import { Logger } from '@aws-lambda-powertools/logger';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { DocumentsTable } from '../aws/documents.client';
import { optional, readHealingEnvironment } from '../aws/healing-environment';
import { StateMachine } from '../aws/workflow.client';
import type { HealingState } from '../contract/healing-workflow';
import { intake } from './intake';

const logger = new Logger({ serviceName: 'healing-intake' });
const environment = readHealingEnvironment(['validationsTable', 'stateMachineArn', 'devopsGuruTopicArn']);
const ports = {
  documents: new DocumentsTable(environment.validationsTable),
  workflow: new StateMachine<HealingState>(environment.stateMachineArn),
  devopsGuruTopic: optional(environment.devopsGuruTopicArn),
};

/** Whether a message is done with; what is not comes again, and at last into the dead-letter queue. */
const isDone = async (body: string, messageId: string): Promise<boolean> => {
  try {
    const outcome = await intake(body, ports, Date.now());
    logger.info('Message read', { messageId, outcome });
    return outcome.kind !== 'malformed';
  } catch (error) {
    logger.error('A message could not be taken in', { messageId, error });
    return false;
  }
};

/** Messages of the queue of problems; failures are reported one by one. */
export const handler = async ({ Records: records }: SQSEvent): Promise<SQSBatchResponse> => {
  const done = await Promise.all(records.map(async ({ body, messageId }) => ({ messageId, done: await isDone(body, messageId) })));
  return { batchItemFailures: done.filter((one) => !one.done).map(({ messageId }) => ({ itemIdentifier: messageId })) };
};

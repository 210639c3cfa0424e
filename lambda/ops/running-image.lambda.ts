import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { putAnswer } from './custom-resource/answer.client';
import { runCustomResource } from './custom-resource/custom-resource';
import { askEcs } from './image/ecs-services.client';
import { patient } from './image/patient';
import { runningImage } from './image/running-image';

const logger = new Logger({ serviceName: 'ops-running-image' });
const resource = runningImage(patient(askEcs(), () => sleep(6_000)));

/** Time to answer in before Lambda ends the function. */
const answerMilliseconds = 10_000;

/** CloudFormation, before it changes a service. */
export const handler = async (event: unknown, context: { getRemainingTimeInMillis(): number }): Promise<void> => {
  const left = Math.max(0, context.getRemainingTimeInMillis() - answerMilliseconds);
  const deadline = async (): Promise<void> => sleep(left, undefined, { ref: false });
  const outcome = await runCustomResource(event, resource, { answer: (url, body) => putAnswer(url, body), deadline });
  if (outcome.kind === 'failed') logger.error('The image that runs was not found', { reason: outcome.reason });
  else logger.info('CloudFormation is told which image runs', { image: outcome.physicalId });
};

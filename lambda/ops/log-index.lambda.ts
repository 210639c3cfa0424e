import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { putAnswer } from './custom-resource/answer.client';
import { runCustomResource } from './custom-resource/custom-resource';
import { logIndex } from './search/log-index';
import { SignedSearch } from './search/search.client';

const logger = new Logger({ serviceName: 'ops-log-index' });

/** Time to answer in before Lambda ends the function. */
const answerMilliseconds = 15_000;
const elapsed = (): number => performance.now();

/** CloudFormation, when the logging stack is created, changed or removed. */
export const handler = async (event: unknown, context: { getRemainingTimeInMillis(): number }): Promise<void> => {
  const left = (): number => Math.max(0, context.getRemainingTimeInMillis() - answerMilliseconds);
  const resource = logIndex(
    (host) =>
      new SignedSearch({
        host,
        region: process.env['AWS_REGION'] ?? '',
        endpoint: process.env['AWS_ENDPOINT_URL'],
        patienceMilliseconds: left(),
        elapsed,
      }),
  );
  const deadline = async (): Promise<void> => sleep(left(), undefined, { ref: false });
  const outcome = await runCustomResource(event, resource, { answer: (url, body) => putAnswer(url, body), deadline });
  if (outcome.kind === 'failed') logger.error('The log domain is not prepared', { reason: outcome.reason });
  else if (outcome.left !== undefined) logger.warn('Something is left in the log domain', { reason: outcome.left });
  else logger.info('The log domain is prepared', { physicalId: outcome.physicalId });
};

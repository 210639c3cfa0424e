import { Logger } from '@aws-lambda-powertools/logger';
import { releasesTo } from '../aws/accounts/releases';
import { DeployJobResults } from '../aws/deploy-jobs.client';
import { describeError, isTransient } from '../aws/sdk-error';
import { readVariables } from '../aws/environment';
import { deployVariables } from '../contract/deploy';
import { GateError } from '../gate/gate-error';
import { deploy } from './deploy';
import { parseAccess, parseDestination } from './destination';
import { parseDeployJob, type DeployJob } from './job';

const logger = new Logger({ serviceName: 'deploy-function' });
const variables = readVariables(deployVariables, ['destination'], process.env);
const access = parseAccess(process.env[deployVariables.access]);
const ports = { releases: releasesTo(parseDestination(variables.destination), access), jobs: new DeployJobResults() };

/** What may go better at the next delivery is left to Lambda's retries; anything else fails the action now. */
const failUnlessTransient = async ({ id }: DeployJob, error: unknown): Promise<void> => {
  if (isTransient(error)) {
    throw error;
  }
  logger.error('Deployment failed', { jobId: id, cause: describeError(error) });
  await ports.jobs.fail(id, `The build could not be deployed. ${describeError(error)}`);
};

/** The deploy action of a pipeline for a Lambda function. The event holds credentials, so it is never logged. */
export const handler = async (event: unknown): Promise<void> => {
  const job = parseDeployJob(event);
  if (job === undefined) {
    throw new GateError('NotAJob', 'The event is no CodePipeline job.', 'Invoke this function by a CodePipeline action.');
  }
  try {
    const result = await deploy(job, ports, Date.now());
    logger[result.kind === 'failed' ? 'error' : 'info']('Job handled', { jobId: job.id, result });
  } catch (error) {
    await failUnlessTransient(job, error);
  }
};

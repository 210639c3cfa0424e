import { Logger } from '@aws-lambda-powertools/logger';
import { S3Artifacts } from '../aws/artifacts.client';
import { histories } from '../aws/accounts/deployments';
import { readEnvironment } from '../aws/environment';
import { ParameterEnvironments } from '../aws/environments.client';
import { EvidenceBucket } from '../aws/evidence.client';
import { CodePipelineJobs } from '../aws/jobs.client';
import { CodePipelineExecutions } from '../aws/pipeline-executions.client';
import { ParameterPolicy } from '../aws/policy.client';
import { describeError, isTransient } from '../aws/sdk-error';
import { ValidationsTable } from '../aws/validations.client';
import { StateMachine } from '../aws/workflow.client';
import { announceMachineVariable, type AnnounceInput } from '../contract/announcing';
import { configuredSourceNames } from '../sources/configured-source-names';
import { GateError } from './gate-error';
import { register } from './register';
import type { Job } from './registration/job';
import { parseJob } from './registration/job';

const logger = new Logger({ serviceName: 'gate-register' });
const environment = readEnvironment(['validationsTable', 'evidenceBucket', 'stateMachineArn', 'environmentsPrefix', 'policyParameter']);
/** Set only where there is somebody to announce deployments to. */
const announceMachine = process.env[announceMachineVariable];
const ports = {
  jobs: new CodePipelineJobs(),
  executions: new CodePipelineExecutions(),
  artifacts: new S3Artifacts(),
  environments: new ParameterEnvironments(environment.environmentsPrefix),
  policies: new ParameterPolicy(environment.policyParameter),
  deployments: histories(),
  evidence: new EvidenceBucket(environment.evidenceBucket),
  validations: new ValidationsTable(environment.validationsTable),
  workflow: new StateMachine(environment.stateMachineArn),
  sources: configuredSourceNames(process.env),
  ...(announceMachine ? { announcements: new StateMachine<AnnounceInput>(announceMachine) } : {}),
};

/** What may go better at the next delivery is left to Lambda's retries; anything else fails the action now. */
const failUnlessTransient = async (job: Job, error: unknown): Promise<void> => {
  if (isTransient(error)) {
    throw error;
  }
  logger.error('Registration failed', { jobId: job.id, cause: describeError(error) });
  await ports.jobs.fail(job.id, `The gate could not register this validation. ${describeError(error)}`);
};

/** The `RegisterValidation` action of a pipeline. The event holds credentials, so it is never logged. */
export const handler = async (event: unknown): Promise<void> => {
  const job = parseJob(event);
  if (job === undefined) {
    throw new GateError('NotAJob', 'The event is no CodePipeline job.', 'Invoke this function by a CodePipeline action.');
  }
  try {
    const registration = await register(job, ports, Date.now());
    const unannounced = registration.kind === 'registered' && registration.unannounced !== undefined;
    logger[unannounced ? 'error' : 'info']('Job handled', { jobId: job.id, registration });
  } catch (error) {
    await failUnlessTransient(job, error);
  }
};

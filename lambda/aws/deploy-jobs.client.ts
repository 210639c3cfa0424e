import { CodePipelineClient, PutJobFailureResultCommand, PutJobSuccessResultCommand } from '@aws-sdk/client-codepipeline';
import type { DeployJobs } from '../deploy/ports';
import { clientOptions } from './client-options';
import { longestMessage, longestSummary, unlessAnswered } from './jobs.client';

/** The answers to jobs that deploy. */
export class DeployJobResults implements DeployJobs {
  constructor(private readonly client: CodePipelineClient = new CodePipelineClient(clientOptions)) {}

  succeed(jobId: string, summary: string, deploymentId?: string): Promise<void> {
    const executionDetails = {
      summary: summary.slice(0, longestSummary),
      percentComplete: 100,
      ...(deploymentId === undefined ? {} : { externalExecutionId: deploymentId }),
    };
    return unlessAnswered(this.client.send(new PutJobSuccessResultCommand({ jobId, executionDetails })));
  }

  goOn(jobId: string, continuationToken: string): Promise<void> {
    return unlessAnswered(this.client.send(new PutJobSuccessResultCommand({ jobId, continuationToken })));
  }

  fail(jobId: string, message: string): Promise<void> {
    const failureDetails = { type: 'JobFailed', message: message.slice(0, longestMessage) } as const;
    return unlessAnswered(this.client.send(new PutJobFailureResultCommand({ jobId, failureDetails })));
  }
}

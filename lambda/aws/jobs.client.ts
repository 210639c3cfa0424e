import {
  CodePipelineClient,
  GetJobDetailsCommand,
  PutJobFailureResultCommand,
  PutJobSuccessResultCommand,
} from '@aws-sdk/client-codepipeline';
import { GateError } from '../gate/gate-error';
import type { JobPlace, Jobs } from '../gate/ports/pipelines';
import { clientOptions } from './client-options';
import { isNamed } from './sdk-error';

/** Longest text of a failed job and of a job's summary that CodePipeline takes. */
export const longestMessage = 5_000;
export const longestSummary = 2_048;

/** An answer that comes too late is no fault: the job was answered by an earlier delivery, or has expired. */
export const unlessAnswered = async (answer: Promise<unknown>): Promise<void> => {
  try {
    await answer;
  } catch (error) {
    if (!isNamed(error, 'InvalidJobStateException', 'JobNotFoundException')) {
      throw error;
    }
  }
};

/** Jobs of CodePipeline's Lambda actions. */
export class CodePipelineJobs implements Jobs {
  constructor(private readonly client: CodePipelineClient = new CodePipelineClient(clientOptions)) {}

  async place(jobId: string): Promise<JobPlace | undefined> {
    try {
      const { jobDetails } = await this.client.send(new GetJobDetailsCommand({ jobId }));
      const context = jobDetails?.data?.pipelineContext;
      const { pipelineName: pipeline, pipelineExecutionId: executionId } = context ?? {};
      const stage = context?.stage?.name;
      const action = context?.action?.name;
      if (!pipeline || !stage || !action) {
        throw new GateError(
          'JobWithoutPlace',
          `Job ${jobId} names no pipeline, stage and action.`,
          'Invoke this function by a CodePipeline action.',
        );
      }
      return { pipeline, stage, action, ...(executionId ? { executionId } : {}) };
    } catch (error) {
      if (isNamed(error, 'JobNotFoundException')) {
        return undefined;
      }
      throw error;
    }
  }

  succeed(jobId: string, summary: string): Promise<void> {
    const executionDetails = { summary: summary.slice(0, longestSummary), percentComplete: 100 };
    return unlessAnswered(this.client.send(new PutJobSuccessResultCommand({ jobId, executionDetails })));
  }

  fail(jobId: string, message: string): Promise<void> {
    const failureDetails = { type: 'ConfigurationError', message: message.slice(0, longestMessage) } as const;
    return unlessAnswered(this.client.send(new PutJobFailureResultCommand({ jobId, failureDetails })));
  }
}

/** GetJobDetails, PutJobSuccessResult, PutJobFailureResult. Their permissions have no resource level. */
import type { GetJobDetailsOutput } from '@aws-sdk/client-codepipeline';
import * as v from 'valibot';
import type { Cloud } from '../../../cloud/cloud';
import { validated } from '../../../cloud/validated';
import { jobDetails, type Jobs } from '../jobs';
import { uuid } from './members';

const failureTypes = [
  'JobFailed',
  'ConfigurationError',
  'PermissionError',
  'RevisionOutOfSync',
  'RevisionUnavailable',
  'SystemUnavailable',
] as const;

const externalId = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(1500)));

const success = v.object({
  jobId: uuid,
  continuationToken: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(2048))),
  executionDetails: v.optional(
    v.object({ summary: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(2048))), externalExecutionId: externalId }),
  ),
  outputVariables: v.optional(v.record(v.string(), v.string()), {}),
});

const failure = v.object({
  jobId: uuid,
  failureDetails: v.object({
    type: v.picklist(failureTypes),
    message: v.pipe(v.string(), v.minLength(1), v.maxLength(5000)),
    externalExecutionId: externalId,
  }),
});

const needs = (action: string) => [{ action: `codepipeline:${action}`, resource: '*' }];

const optional = (externalExecutionId: string | undefined) =>
  externalExecutionId === undefined ? {} : { externalId: externalExecutionId };

export const jobOperations = (cloud: Cloud, jobs: Jobs) => ({
  GetJobDetails: validated(v.object({ jobId: uuid }), {
    needs: () => needs('GetJobDetails'),
    run: ({ jobId }): GetJobDetailsOutput => ({ jobDetails: jobDetails(cloud, jobs.find(jobId)) }),
  }),
  PutJobSuccessResult: validated(success, {
    needs: () => needs('PutJobSuccessResult'),
    run: ({ jobId, continuationToken, executionDetails, outputVariables }) => {
      if (continuationToken !== undefined) return jobs.settle(jobId, { kind: 'continue', token: continuationToken });
      const summary = executionDetails?.summary === undefined ? {} : { summary: executionDetails.summary };
      const external = optional(executionDetails?.externalExecutionId);
      return jobs.settle(jobId, { kind: 'success', variables: outputVariables, ...summary, ...external });
    },
  }),
  PutJobFailureResult: validated(failure, {
    needs: () => needs('PutJobFailureResult'),
    run: ({ jobId, failureDetails: { type, message, externalExecutionId } }) =>
      jobs.settle(jobId, { kind: 'failure', code: type, message, ...optional(externalExecutionId) }),
  }),
});

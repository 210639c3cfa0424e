/** Jobs that Lambda actions hand to functions, from the call until the answer. */
import { randomUUID } from 'node:crypto';
import type { JobDetails } from '@aws-sdk/client-codepipeline';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { ActionContext } from './actions/runner';
import type { Artifact } from './model';

export type Answer =
  | {
      readonly kind: 'success';
      readonly summary?: string;
      readonly externalId?: string;
      readonly variables: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'failure'; readonly code: string; readonly message: string; readonly externalId?: string }
  | { readonly kind: 'continue'; readonly token: string };

export interface Job {
  readonly id: string;
  readonly context: ActionContext;
  state: 'waiting' | 'answered' | 'closed';
  continuationToken?: string;
  answer: Promise<Answer>;
  resolve(answer: Answer): void;
}

const arm = (job: Pick<Job, 'answer' | 'resolve'>): void => {
  job.answer = new Promise<Answer>((resolve) => {
    job.resolve = resolve;
  });
};

export class Jobs {
  private readonly jobs = new Map<string, Job>();

  open(context: ActionContext): Job {
    const job: Job = {
      id: randomUUID(),
      context,
      state: 'waiting',
      answer: Promise.resolve({ kind: 'continue', token: '' }),
      resolve: () => undefined,
    };
    arm(job);
    this.jobs.set(job.id, job);
    return job;
  }

  /** The same job waits for another answer. */
  proceed(job: Job, token: string): void {
    job.state = 'waiting';
    job.continuationToken = token;
    arm(job);
  }

  close(job: Job): void {
    job.state = 'closed';
  }

  /** Throws AwsError JobNotFoundException. */
  find(id: string): Job {
    const job = this.jobs.get(id);
    if (job !== undefined) return job;
    throw new AwsError('JobNotFoundException', `No job exists with the ID ${id}.`);
  }

  /** Throws AwsError JobNotFoundException or InvalidJobStateException. */
  settle(id: string, answer: Answer): void {
    const job = this.find(id);
    if (job.state !== 'waiting') {
      throw new AwsError('InvalidJobStateException', `The job ${id} is not in progress: it was answered before or has timed out.`);
    }
    job.state = 'answered';
    job.resolve(answer);
  }
}

const artifact = ({ name, bucket, key, revisionId }: Artifact) => ({
  name,
  revision: revisionId ?? null,
  location: { type: 'S3' as const, s3Location: { bucketName: bucket, objectKey: key } },
});

const data = (cloud: Cloud, { context: { run, pipeline }, continuationToken }: Job) => ({
  actionConfiguration: { configuration: run.configuration },
  inputArtifacts: run.inputs.map(artifact),
  outputArtifacts: run.outputs.map(artifact),
  artifactCredentials: cloud.credentials(pipeline.declaration.roleArn),
  ...(continuationToken === undefined ? {} : { continuationToken }),
});

/** The event that a function is invoked with. It names neither pipeline nor execution, as on AWS. */
export const jobEvent = (cloud: Cloud, job: Job) => ({
  'CodePipeline.job': { id: job.id, accountId: cloud.account, data: data(cloud, job) },
});

/** What GetJobDetails tells. Pipeline ARN and execution id are for custom actions only, as on AWS. */
export const jobDetails = (cloud: Cloud, job: Job): JobDetails => {
  const { run, pipeline } = job.context;
  const { inputArtifacts, outputArtifacts, ...rest } = data(cloud, job);
  const withoutNull = (list: typeof inputArtifacts) =>
    list.map(({ revision, ...others }) => ({ ...others, ...(revision === null ? {} : { revision }) }));
  return {
    id: job.id,
    accountId: cloud.account,
    data: {
      ...rest,
      inputArtifacts: withoutNull(inputArtifacts),
      outputArtifacts: withoutNull(outputArtifacts),
      actionTypeId: run.action.actionTypeId,
      pipelineContext: {
        pipelineName: pipeline.declaration.name,
        stage: { name: run.stage },
        action: { name: run.action.name, actionExecutionId: run.id },
      },
    },
  };
};

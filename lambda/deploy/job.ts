/**
 * The event of a CodePipeline Lambda action that deploys. It holds credentials for the artifact: it is never logged or
 * kept, and parsing keeps only what is named here.
 */
import * as v from 'valibot';

const text = v.pipe(v.string(), v.minLength(1));

const schema = v.pipe(
  v.object({
    'CodePipeline.job': v.object({
      id: text,
      data: v.object({
        continuationToken: v.optional(v.string()),
        inputArtifacts: v.optional(
          v.array(v.object({ location: v.object({ s3Location: v.object({ bucketName: text, objectKey: text }) }) })),
          [],
        ),
      }),
    }),
  }),
  v.transform(({ 'CodePipeline.job': { id, data } }) => ({
    id,
    artifacts: data.inputArtifacts.map(({ location: { s3Location } }) => ({ bucket: s3Location.bucketName, key: s3Location.objectKey })),
    ...(data.continuationToken === undefined ? {} : { continuationToken: data.continuationToken }),
  })),
);

/** Where a build lies in S3. */
export interface Build {
  readonly bucket: string;
  readonly key: string;
}

/** A job, without its credentials. */
export interface DeployJob {
  readonly id: string;
  readonly artifacts: readonly Build[];
  readonly continuationToken?: string;
}

/** Parses the event of a job; `undefined` where it is none. */
export const parseDeployJob = (event: unknown): DeployJob | undefined => {
  const result = v.safeParse(schema, event);
  return result.success ? result.output : undefined;
};

const progressSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ job: text, since: v.number(), deploymentId: v.exactOptional(text) }),
);

/** How far the deployment of a job has come; it travels in CodePipeline's continuation token. */
export interface Progress {
  /** Id of the job that began it: the mark by which its deployment is found again. */
  readonly job: string;
  /** When it began, epoch milliseconds. */
  readonly since: number;
  /** Absent until CodeDeploy has begun. */
  readonly deploymentId?: string;
}

/** Reads a continuation token; `undefined` where this version did not write it. */
export const parseProgress = (token: string): Progress | undefined => {
  const result = v.safeParse(progressSchema, token);
  return result.success ? result.output : undefined;
};

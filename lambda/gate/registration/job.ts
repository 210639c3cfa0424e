/**
 * The event of a CodePipeline Lambda action. It holds credentials for the artifacts: it is never logged or kept, and
 * parsing keeps only what is named here.
 */
import * as v from 'valibot';

const jobSchema = v.object({
  'CodePipeline.job': v.object({
    id: v.pipe(v.string(), v.minLength(1)),
    data: v.object({
      actionConfiguration: v.optional(v.object({ configuration: v.object({ UserParameters: v.optional(v.string()) }) })),
      inputArtifacts: v.optional(
        v.array(
          v.object({
            name: v.string(),
            location: v.object({ s3Location: v.object({ bucketName: v.string(), objectKey: v.string() }) }),
          }),
        ),
        [],
      ),
    }),
  }),
});

/** A job, without its credentials. */
export interface Job {
  readonly id: string;
  readonly userParameters?: string;
  readonly artifacts: readonly { readonly name: string; readonly bucket: string; readonly key: string }[];
}

/** Parses the event of a job; `undefined` where it is none. */
export const parseJob = (event: unknown): Job | undefined => {
  const result = v.safeParse(jobSchema, event);
  if (!result.success) {
    return undefined;
  }
  const { id, data } = result.output['CodePipeline.job'];
  const userParameters = data.actionConfiguration?.configuration.UserParameters;
  return {
    id,
    artifacts: data.inputArtifacts.map(({ name, location: { s3Location } }) => ({
      name,
      bucket: s3Location.bucketName,
      key: s3Location.objectKey,
    })),
    ...(userParameters === undefined ? {} : { userParameters }),
  };
};

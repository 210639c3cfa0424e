/** Members that many CodeDeploy requests have. */
import * as v from 'valibot';

export const name = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
export const deploymentId = v.pipe(v.string(), v.regex(/^d-[A-Z0-9]{9,}$/, 'must be a deployment id'));
export const nextToken = v.optional(v.string());

/** Only zip bundles in S3 are rehearsed. */
export const revision = v.object({
  revisionType: v.literal('S3', 'only revisions in S3 are rehearsed'),
  s3Location: v.object({
    bucket: v.pipe(v.string(), v.minLength(1)),
    key: v.pipe(v.string(), v.minLength(1)),
    bundleType: v.optional(v.literal('zip', 'only zip bundles are rehearsed'), 'zip'),
    version: v.optional(v.string()),
    eTag: v.optional(v.string()),
  }),
});

/** Leaves members out that are undefined, as the SDK's types want it. */
export const toLocation = ({ revisionType, s3Location: { version, eTag, ...rest } }: v.InferOutput<typeof revision>) => ({
  revisionType,
  s3Location: { ...rest, ...(version === undefined ? {} : { version }), ...(eTag === undefined ? {} : { eTag }) },
});

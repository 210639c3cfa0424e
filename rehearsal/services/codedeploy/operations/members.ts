/** Members that many CodeDeploy requests have. */
import { createHash } from 'node:crypto';
import type { RevisionLocation } from '@aws-sdk/client-codedeploy';
import * as v from 'valibot';

export const name = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
export const deploymentId = v.pipe(v.string(), v.regex(/^d-[A-Z0-9]{9,}$/, 'must be a deployment id'));
export const nextToken = v.optional(v.string());

const bundle = v.object({
  revisionType: v.literal('S3'),
  s3Location: v.object({
    bucket: v.pipe(v.string(), v.minLength(1)),
    key: v.pipe(v.string(), v.minLength(1)),
    bundleType: v.optional(v.literal('zip', 'only zip bundles are rehearsed'), 'zip'),
    version: v.optional(v.string()),
    eTag: v.optional(v.string()),
  }),
});

const content = v.object({ content: v.pipe(v.string(), v.minLength(1)), sha256: v.optional(v.string()) });

/** Zip bundles in S3, and the AppSpec of an alias. */
export const revision = v.variant(
  'revisionType',
  [
    bundle,
    v.object({ revisionType: v.literal('AppSpecContent'), appSpecContent: content }),
    v.object({ revisionType: v.literal('String'), string: content }),
  ],
  'only revisions in S3 and AppSpec contents are rehearsed',
);

/** Leaves members out that are undefined, as the SDK's types want it. */
export const toLocation = (given: v.InferOutput<typeof revision>): RevisionLocation => {
  switch (given.revisionType) {
    case 'S3': {
      const { version, eTag, ...rest } = given.s3Location;
      const named = { ...(version === undefined ? {} : { version }), ...(eTag === undefined ? {} : { eTag }) };
      return { revisionType: 'S3', s3Location: { ...rest, ...named } };
    }
    case 'AppSpecContent':
      return { revisionType: 'AppSpecContent', appSpecContent: hashed(given.appSpecContent.content) };
    case 'String':
      return { revisionType: 'String', string: hashed(given.string.content) };
  }
};

const hashed = (text: string) => ({ content: text, sha256: createHash('sha256').update(text).digest('hex') });

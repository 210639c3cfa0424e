/** S3 source action: copies the newest version of an object into the artifact bucket, as it is. */
import { randomBytes } from 'node:crypto';
import type { GetBucketVersioningOutput, GetObjectOutput } from '@aws-sdk/client-s3';
import { AwsError } from '../../../cloud/aws-error';
import type { Artifact, Pipeline } from '../model';
import { bytesOf } from '../../body';
import type { ActionContext, ActionOutcome } from './runner';

/** Metadata of the object (`x-amz-meta-…`) that CodePipeline shows as the summary of the revision. */
const summaryMetadata = 'codepipeline-artifact-revision-summary';

export const runS3Source = async (context: ActionContext): Promise<ActionOutcome> => {
  const { S3Bucket: bucket = '', S3ObjectKey: key = '' } = context.run.configuration;
  await requireVersioning(context, bucket);
  const object = await fetchSource(context, bucket, key);
  const artifact = await store(context, await bytesOf(object.Body), object.VersionId);
  const summary = object.Metadata?.[summaryMetadata] ?? `Amazon S3 version id: ${object.VersionId ?? 'null'}`;
  return {
    kind: 'succeeded',
    summary,
    outputs: [artifact],
    revision: {
      name: artifact.name,
      revisionId: object.VersionId,
      revisionSummary: summary,
      ...(object.LastModified === undefined ? {} : { created: object.LastModified }),
    },
    variables: { BucketName: bucket, ObjectKey: key, VersionId: object.VersionId ?? 'null', ETag: object.ETag ?? '' },
  };
};

const requireVersioning = async ({ cloud, role }: ActionContext, bucket: string): Promise<void> => {
  const versioning = await cloud.call<GetBucketVersioningOutput>('s3', 'GetBucketVersioning', { Bucket: bucket }, role);
  if (versioning.Status === 'Enabled') return;
  throw new AwsError('ConfigurationError', `The source bucket ${bucket} is not versioned. Enable versioning on it.`);
};

const fetchSource = async ({ cloud, role }: ActionContext, bucket: string, key: string): Promise<GetObjectOutput> => {
  try {
    return await cloud.call<GetObjectOutput>('s3', 'GetObject', { Bucket: bucket, Key: key }, role);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'NoSuchKey') throw error;
    throw new AwsError('RevisionUnavailable', `The source object s3://${bucket}/${key} does not exist. Upload a release first.`);
  }
};

const store = async (context: ActionContext, body: Uint8Array, revisionId?: string): Promise<Artifact> => {
  const name = context.run.action.outputs[0] ?? '';
  const bucket = context.pipeline.declaration.artifactBucket;
  const key = artifactKey(context.pipeline, name);
  await context.cloud.call('s3', 'PutObject', { Bucket: bucket, Key: key, Body: body }, context.role);
  return { name, bucket, key, ...(revisionId === undefined ? {} : { revisionId }) };
};

/** `<pipeline, 20 characters>/<artifact, 10 characters>/<7 characters>` */
export const artifactKey = (pipeline: Pipeline, artifact: string): string =>
  `${pipeline.declaration.name.slice(0, 20)}/${artifact.slice(0, 10)}/${randomBytes(6).toString('base64url').slice(0, 7)}`;

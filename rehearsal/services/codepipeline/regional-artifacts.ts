/** Artifacts for an action of another region: CodePipeline copies them into the bucket there, with the pipeline's role. */
import type { GetObjectOutput } from '@aws-sdk/client-s3';
import type { Cloud } from '../../cloud/cloud';
import type { Principal } from '../../cloud/service';
import { bytesOf } from '../body';
import type { ActionRun, Artifact, Declaration } from './model';

/** The inputs of an action, where it runs. Throws AwsError where the pipeline's role may not copy them. */
export const inputsInRegion = async (
  cloud: Cloud,
  { roleArn, artifactBuckets }: Declaration,
  { action, inputs }: ActionRun,
): Promise<readonly Artifact[]> => {
  const bucket = artifactBuckets.get(action.region ?? cloud.region);
  const role: Principal = { kind: 'role', arn: roleArn };
  const there = async (artifact: Artifact): Promise<Artifact> =>
    bucket === undefined || artifact.bucket === bucket ? artifact : copy(cloud, artifact, bucket, role);
  return Promise.all(inputs.map(there));
};

const copy = async (cloud: Cloud, artifact: Artifact, bucket: string, role: Principal): Promise<Artifact> => {
  const { key } = artifact;
  const { Body } = await cloud.call<GetObjectOutput>('s3', 'GetObject', { Bucket: artifact.bucket, Key: key }, role);
  await cloud.call('s3', 'PutObject', { Bucket: bucket, Key: key, Body: await bytesOf(Body) }, role);
  return { ...artifact, bucket };
};

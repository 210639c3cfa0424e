import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { forwarderVariables, logPrefixes } from '../../lambda/contract/logging';
import { acknowledgeWildcard } from '../nag/acknowledge';
import { logStreamArn } from './domain-arn';

/** How documents come from a forwarder to the stream, and to the bucket where the stream does not take them. */
export type LogWay =
  | { readonly kind: 'here'; readonly bucket: IBucket }
  /** By a role of the account that holds both. */
  | { readonly kind: 'elsewhere'; readonly bucketName: string; readonly roleArn: string; readonly region: string };

/** Grants a forwarder's role its way. @returns the environment variables that say it */
export function letSend(role: Role, way: LogWay): Readonly<Record<string, string>> {
  switch (way.kind) {
    case 'here':
      letForward(role, way.bucket);
      return { [forwarderVariables.bucket]: way.bucket.bucketName };
    case 'elsewhere':
      role.addToPolicy(new PolicyStatement({ actions: ['sts:AssumeRole'], resources: [way.roleArn] }));
      return {
        [forwarderVariables.bucket]: way.bucketName,
        [forwarderVariables.role]: way.roleArn,
        [forwarderVariables.region]: way.region,
      };
  }
}

/** What a forwarder does with documents: puts them into the stream, and what the stream does not take into the bucket. */
export function letForward(role: Role, bucket: IBucket): void {
  letPut(role);
  const unsent = bucket.arnForObjects(`${logPrefixes.unsent}*`);
  role.addToPolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: [unsent] }));
  acknowledgeWildcard(role, unsent, 'Objects are named by their time and the invocation.');
}

/** Lets a role of the stream's own account put documents into it. */
export function letPut(role: Role): void {
  role.addToPolicy(new PolicyStatement({ actions: ['firehose:PutRecordBatch'], resources: [logStreamArn(role)] }));
}

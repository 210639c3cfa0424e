import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledgeWildcard } from '../nag/acknowledge';

/** What a build uses. */
export interface BuildAccess {
  readonly artifacts: IBucket;
  readonly logGroup: ILogGroup;
}

/** The role of a build: what CodePipeline hands to it, what it hands back, and its log. What a team's build needs beside is its own. */
export function buildRole(scope: Construct, id: string, { artifacts, logGroup }: BuildAccess): Role {
  const objects = artifacts.arnForObjects('*');
  const { encryptionKey: key } = artifacts;
  const statements = [
    new PolicyStatement({ actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], resources: [objects] }),
    new PolicyStatement({ actions: ['s3:GetBucketLocation'], resources: [artifacts.bucketArn] }),
    new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
    ...(key === undefined ? [] : [new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] })]),
  ];
  const role = new Role(scope, id, {
    assumedBy: new ServicePrincipal('codebuild.amazonaws.com'),
    inlinePolicies: { Work: new PolicyDocument({ statements }) },
  });
  acknowledgeWildcard(role, objects, 'CodePipeline gives artifacts random keys.');
  return role;
}

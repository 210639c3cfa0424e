import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { logNames } from '../../lambda/contract/logging';
import { acknowledgeWildcard } from '../nag/acknowledge';
import { domainArn } from './domain-arn';

/**
 * What Firehose acts as. Its policy is part of the role, so that it exists before anything that names the role: AWS
 * refuses a stream whose role may not yet describe the domain. Actions and paths as the Firehose Developer Guide lists them.
 */
export function logWriterRole(scope: Construct, id: string, bucket: IBucket, errorLog: ILogGroup): Role {
  const domain = domainArn(scope);
  const objects = bucket.arnForObjects('*');
  const statements = [
    allow(['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], [bucket.bucketArn]),
    allow(['s3:PutObject', 's3:GetObject', 's3:AbortMultipartUpload'], [objects]),
    allow(['es:DescribeDomain', 'es:DescribeDomains', 'es:DescribeDomainConfig', 'es:ESHttpPost', 'es:ESHttpPut'], [domain, `${domain}/*`]),
    allow(
      ['es:ESHttpGet'],
      readablePaths.map((path) => `${domain}/${path}`),
    ),
    allow(['logs:PutLogEvents'], [errorLog.logGroupArn]),
  ];
  const role = new Role(scope, id, {
    assumedBy: new ServicePrincipal('firehose.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    description: 'Firehose writes logs to the domain and to the bucket',
    inlinePolicies: { Deliver: new PolicyDocument({ statements }) },
  });
  explain(role, domain, objects);
  return role;
}

const allow = (actions: string[], resources: string[]): PolicyStatement => new PolicyStatement({ actions, resources });

/** What Firehose asks the domain for. */
const readablePaths = [
  '_all/_settings',
  '_cluster/stats',
  `${logNames.index}*/_mapping/*`,
  '_nodes',
  '_nodes/stats',
  '_nodes/*/stats',
  '_stats',
  `${logNames.index}*/_stats`,
];

function explain(role: Role, domain: string, objects: string): void {
  acknowledgeWildcard(role, objects, 'Firehose names objects by their time and a random id.');
  acknowledgeWildcard(
    role,
    `${domain}/*`,
    'Bulk requests go to paths below the domain; the role inside the domain narrows them to the indices of logs.',
  );
  for (const path of readablePaths.filter((each) => each.includes('*')))
    acknowledgeWildcard(role, `${domain}/${path}`, 'One index a day, and nodes that OpenSearch Service names.');
}

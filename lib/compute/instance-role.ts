import { Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledgeManagedPolicy, acknowledgeWildcard } from '../nag/acknowledge';

/** What the instances of an environment use. */
export interface InstanceAccess {
  /** Holds the revisions that the CodeDeploy agent downloads. */
  readonly artifacts: IBucket;
  /** Receives the application's log. */
  readonly logGroup: LogGroup;
  /** CloudWatch namespace of host metrics. */
  readonly metricNamespace: string;
}

/** The role of an instance: Session Manager instead of SSH, its revisions, its logs and metrics, and nothing else. */
export function instanceRole(scope: Construct, id: string, { artifacts, logGroup, metricNamespace }: InstanceAccess): Role {
  const role = new Role(scope, id, {
    assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore')],
  });
  const { partition, region } = Stack.of(scope);
  const revisions = artifacts.arnForObjects('*');
  const agentReleases = `arn:${partition}:s3:::aws-codedeploy-${region}/*`;
  role.addToPolicy(allow(['s3:GetObject', 's3:GetObjectVersion'], [revisions]));
  role.addToPolicy(allow(['s3:GetObject'], [agentReleases]));
  const { encryptionKey: key } = artifacts;
  if (key !== undefined) role.addToPolicy(allow(['kms:Decrypt'], [key.keyArn]));
  role.addToPolicy(allow(['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'], [logGroup.logGroupArn]));
  role.addToPolicy(allow(['cloudwatch:PutMetricData'], ['*'], { StringEquals: { 'cloudwatch:namespace': metricNamespace } }));
  role.addToPolicy(allow(['ec2:DescribeTags'], ['*']));
  acknowledgeManagedPolicy(role, 'AmazonSSMManagedInstanceCore', 'What Session Manager needs; AWS keeps it in step with its agent.');
  acknowledgeWildcard(role, revisions, 'CodePipeline gives artifacts random keys.');
  acknowledgeWildcard(role, agentReleases, 'AWS chooses the names of the releases of its CodeDeploy agent.');
  acknowledgeWildcard(role, '*', 'Metrics and tags know no resources; metrics are confined to one namespace.');
  return role;
}

const allow = (actions: string[], resources: string[], conditions?: Record<string, Record<string, string>>): PolicyStatement =>
  new PolicyStatement({ actions, resources, ...(conditions && { conditions }) });

/** The AWS managed policies that a template may name, in the parts that the rehearsal can ask for. */
import type { PolicyDocument } from '../cloud/cloud';

const allow = (...actions: readonly string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: actions, Resource: '*' },
});

const writeLogs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** By the ARN's path behind `policy/`. */
const policies: Readonly<Record<string, PolicyDocument>> = {
  'service-role/AWSLambdaBasicExecutionRole': allow(...writeLogs),
  'service-role/AWSLambdaSQSQueueExecutionRole': allow('sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', ...writeLogs),
  'service-role/AWSCodeDeployRole': allow(
    'autoscaling:CompleteLifecycleAction',
    'autoscaling:DeleteLifecycleHook',
    'autoscaling:DescribeAutoScalingGroups',
    'autoscaling:DescribeLifecycleHooks',
    'autoscaling:PutLifecycleHook',
    'autoscaling:RecordLifecycleActionHeartbeat',
    'ec2:DescribeInstances',
    'ec2:DescribeInstanceStatus',
    'tag:GetResources',
    'sns:Publish',
    'cloudwatch:DescribeAlarms',
    'cloudwatch:PutMetricAlarm',
    'elasticloadbalancing:DescribeLoadBalancers',
    'elasticloadbalancing:DescribeTargetGroups',
    'elasticloadbalancing:DescribeTargetHealth',
    'elasticloadbalancing:RegisterTargets',
    'elasticloadbalancing:DeregisterTargets',
  ),
  'service-role/AWSCodeDeployRoleForLambdaLimited': allow(
    'cloudwatch:DescribeAlarms',
    'lambda:UpdateAlias',
    'lambda:GetAlias',
    'lambda:GetProvisionedConcurrencyConfig',
  ),
  AmazonECSInfrastructureRolePolicyForLoadBalancers: allow(
    'elasticloadbalancing:DescribeListeners',
    'elasticloadbalancing:DescribeRules',
    'elasticloadbalancing:DescribeTargetGroups',
    'elasticloadbalancing:DescribeTargetHealth',
    'elasticloadbalancing:ModifyListener',
    'elasticloadbalancing:ModifyRule',
    'elasticloadbalancing:RegisterTargets',
    'elasticloadbalancing:DeregisterTargets',
  ),
  AmazonSSMManagedInstanceCore: allow('ssm:GetParameter', 'ssm:GetParameters', 'ssm:UpdateInstanceInformation'),
  CloudWatchAgentServerPolicy: allow(
    'cloudwatch:PutMetricData',
    'ec2:DescribeTags',
    'logs:DescribeLogStreams',
    'logs:DescribeLogGroups',
    'logs:PutRetentionPolicy',
    ...writeLogs,
  ),
};

/** The document of an AWS managed policy, or undefined where the rehearsal has none. */
export const managedPolicy = (arn: string): PolicyDocument | undefined => policies[arn.replace(/^arn:aws:iam::aws:policy\//, '')];

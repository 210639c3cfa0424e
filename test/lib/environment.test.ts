import { Match } from 'aws-cdk-lib/assertions';
import { templates } from './support/synthesize';

const stacks = templates({ production: { instances: 2, instanceType: 't4g.small', alarms: { errorsPerMinute: 7, latencySeconds: 0.25 } } });
const staging = stacks('UnbreakableStaging');
const production = stacks('UnbreakableProduction');

describe('the network', () => {
  test('has two public subnets and nothing that costs by the hour', () => {
    staging.resourceCountIs('AWS::EC2::Subnet', 2);
    staging.resourceCountIs('AWS::EC2::NatGateway', 0);
    staging.resourceCountIs('AWS::EC2::EIP', 0);
  });

  test('lets the world in on port 80 of the load balancer only', () => {
    const open = Object.values(staging.findResources('AWS::EC2::SecurityGroup')).flatMap((group) => group['Properties']['SecurityGroupIngress'] ?? []);
    expect(open).toEqual([expect.objectContaining({ CidrIp: '0.0.0.0/0', FromPort: 80, ToPort: 80 })]);
    const inside = Object.values(staging.findResources('AWS::EC2::SecurityGroupIngress')).map(({ Properties: rule }) => [rule['FromPort'], rule['SourceSecurityGroupId'] !== undefined]);
    expect(inside).toEqual([[8080, true]]);
  });

  test('closes the default security group', () => {
    staging.resourceCountIs('Custom::VpcRestrictDefaultSG', 1);
  });
});

describe('instances', () => {
  test('have metadata version 2, encrypted disks, detailed monitoring and no SSH key', () => {
    staging.allResourcesProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: {
        MetadataOptions: { HttpTokens: 'required' },
        Monitoring: { Enabled: true },
        BlockDeviceMappings: [{ Ebs: { Encrypted: true } }],
        KeyName: Match.absent(),
      },
    });
  });

  test('run Amazon Linux 2023 on arm64', () => {
    staging.hasParameter('*', { Default: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-arm64' });
  });

  test('are as many and as large as configured', () => {
    production.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', { MinSize: '2', MaxSize: '2', TargetGroupARNs: [Match.anyValue()] });
    production.hasResourceProperties('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { InstanceType: 't4g.small' } });
    production.hasResourceProperties('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { InstanceType: 't4g.nano' } });
  });

  test('are not replaced for what the load balancer thinks of them before their first deployment', () => {
    staging.allResourcesProperties('AWS::AutoScaling::AutoScalingGroup', { HealthCheckType: 'EC2' });
  });

  test('may read revisions, write their log and metrics, and no more', () => {
    const actions = Object.entries(staging.findResources('AWS::IAM::Policy'))
      .filter(([id]) => id.startsWith('ServiceRole'))
      .flatMap(([, policy]) => policy['Properties']['PolicyDocument']['Statement'].flatMap((statement: { Action: string | string[] }) => statement.Action));
    expect(new Set(actions)).toEqual(
      new Set(['s3:GetObject', 's3:GetObjectVersion', 'logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams', 'cloudwatch:PutMetricData', 'ec2:DescribeTags']),
    );
  });
});

test('the load balancer asks for /health every ten seconds and lets go of instances quickly', () => {
  staging.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
    HealthCheckPath: '/health',
    HealthCheckIntervalSeconds: 10,
    Port: 8080,
    TargetGroupAttributes: Match.arrayWith([{ Key: 'deregistration_delay.timeout_seconds', Value: '10' }]),
  });
});

describe('CodeDeploy', () => {
  test.each([
    ['Staging', staging],
    ['Production', production],
  ])('deploys to %s in place behind the load balancer , undoes a deployment that fails, and leaves one that succeeds to the gate', (name, template) => {
    template.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
      DeploymentGroupName: name,
      DeploymentStyle: { DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
      LoadBalancerInfo: { TargetGroupInfoList: [Match.anyValue()] },
    });
    template.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', { DeploymentGroupName: `${name}Tests`, LoadBalancerInfo: Match.absent() });
    template.allResourcesProperties('AWS::CodeDeploy::DeploymentGroup', { AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE'] } });
  });
});

describe('alarms', () => {
  const dimensions = Match.arrayWith([
    { Name: 'LoadBalancer', Value: { 'Fn::GetAtt': [Match.anyValue(), 'LoadBalancerFullName'] } },
    { Name: 'TargetGroup', Value: { 'Fn::GetAtt': [Match.anyValue(), 'TargetGroupFullName'] } },
  ]);

  test('count errors, since the average of a count is about one', () => {
    staging.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'HTTPCode_Target_5XX_Count',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 3,
      Threshold: 30,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Dimensions: dimensions,
    });
  });

  test('watch latency', () => {
    staging.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'TargetResponseTime', Statistic: 'Average', Period: 60, EvaluationPeriods: 5, Threshold: 0.5, Dimensions: dimensions });
  });

  test('have the configured thresholds', () => {
    production.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 7 });
    production.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 0.25 });
  });

  test('tell when they begin and when they end, and silence is no breach', () => {
    staging.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [Match.anyValue()], OKActions: [Match.anyValue()], TreatMissingData: 'notBreaching' });
  });
});

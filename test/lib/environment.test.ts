import { Match } from 'aws-cdk-lib/assertions';
import { text } from './support/resolve';
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
    const open = Object.values(staging.findResources('AWS::EC2::SecurityGroup')).flatMap(
      (group) => group['Properties']['SecurityGroupIngress'] ?? [],
    );
    expect(open).toEqual([expect.objectContaining({ CidrIp: '0.0.0.0/0', FromPort: 80, ToPort: 80 })]);
    const inside = Object.values(staging.findResources('AWS::EC2::SecurityGroupIngress')).map(({ Properties: rule }) => [
      rule['FromPort'],
      rule['SourceSecurityGroupId'] !== undefined,
    ]);
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
    production.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      MinSize: '2',
      MaxSize: '2',
      TargetGroupARNs: [Match.anyValue()],
    });
    production.hasResourceProperties('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { InstanceType: 't4g.small' } });
    production.hasResourceProperties('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { InstanceType: 't4g.nano' } });
  });

  test('are not replaced for what the load balancer thinks of them before their first deployment', () => {
    staging.allResourcesProperties('AWS::AutoScaling::AutoScalingGroup', { HealthCheckType: 'EC2' });
  });

  test('may read revisions, write their log and metrics, and no more', () => {
    const actions = Object.entries(staging.findResources('AWS::IAM::Policy'))
      .filter(([id]) => id.startsWith('ServiceFleetRole'))
      .flatMap(([, policy]) =>
        policy['Properties']['PolicyDocument']['Statement'].flatMap((statement: { Action: string | string[] }) => statement.Action),
      );
    expect(new Set(actions)).toEqual(
      new Set([
        's3:GetObject',
        's3:GetObjectVersion',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
        'logs:DescribeLogStreams',
        'cloudwatch:PutMetricData',
        'ec2:DescribeTags',
      ]),
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
  ])(
    'deploys to %s in place behind the load balancer , undoes a deployment that fails, and leaves one that succeeds to the gate',
    (name, template) => {
      template.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
        DeploymentGroupName: name,
        DeploymentStyle: { DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
        LoadBalancerInfo: { TargetGroupInfoList: [Match.anyValue()] },
      });
      template.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
        DeploymentGroupName: `${name}Tests`,
        LoadBalancerInfo: Match.absent(),
      });
      template.allResourcesProperties('AWS::CodeDeploy::DeploymentGroup', {
        AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE'] },
      });
    },
  );
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

  test('watch the slowest tenth, not the average that hides it', () => {
    staging.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'TargetResponseTime',
      ExtendedStatistic: 'p90',
      Period: 60,
      EvaluationPeriods: 5,
      Threshold: 0.5,
      Dimensions: dimensions,
    });
  });

  test('have the configured thresholds', () => {
    production.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 7 });
    production.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 0.25 });
  });

  test('say what silence means, each', () => {
    const silence = Object.values(production.findResources('AWS::CloudWatch::Alarm')).map(
      ({ Properties }) => Properties['TreatMissingData'],
    );
    expect(new Set(silence)).toEqual(new Set(['notBreaching', 'breaching']));
  });

  test('of symptoms tell through one composite alarm, when it begins and when it ends, muted while a deployment runs', () => {
    production.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'HTTPCode_Target_5XX_Count', AlarmActions: Match.absent() });
    production.hasResourceProperties('AWS::CloudWatch::CompositeAlarm', {
      AlarmActions: [Match.anyValue(), Match.anyValue()],
      OKActions: [Match.anyValue(), Match.anyValue()],
      ActionsSuppressor: { 'Fn::GetAtt': [Match.stringLikeRegexp('Deploying'), 'Arn'] },
      ActionsSuppressorWaitPeriod: 120,
      ActionsSuppressorExtensionPeriod: 60,
    });
    production.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'DeploymentsStarted',
      Dimensions: Match.arrayWith([{ Name: 'DeploymentGroup', Value: 'Production' }]),
      EvaluationPeriods: 10,
      DatapointsToAlarm: 1,
      AlarmActions: Match.absent(),
    });
  });

  test('of the error budget join a long and a short window, and nothing mutes them', () => {
    const burn = Object.entries(production.findResources('AWS::CloudWatch::CompositeAlarm')).filter(([id]) => id.includes('BudgetBurn'));
    expect(
      burn.map(([, { Properties }]) => [
        text(Properties['AlarmRule']).match(/ALARM/g)?.length,
        Properties['AlarmActions'].length,
        'ActionsSuppressor' in Properties,
      ]),
    ).toEqual([
      [2, 2, false],
      [2, 1, false],
    ]);
    production.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: 14.4,
      Metrics: Match.arrayWith([
        Match.objectLike({ Expression: '(FILL(errors, 0) + FILL(balancer, 0)) / (requests + FILL(balancer, 0)) / 0.01' }),
        Match.objectLike({ Id: 'requests', MetricStat: Match.objectLike({ Period: 3600, Stat: 'Sum' }) }),
      ]),
    });
  });

  test('of staging are seen and not told', () => {
    staging.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: Match.absent(), OKActions: Match.absent() });
    staging.resourceCountIs('AWS::CloudWatch::CompositeAlarm', 0);
  });

  test.each<['critical' | 'email' | 'nobody', number[]]>([
    ['critical', [1, 2, 2]],
    ['email', [1, 1, 1]],
    ['nobody', []],
  ])('tell %s', (tell, topics) => {
    const template = templates({ production: { alarms: { tell, muteMinutes: 0, anomalies: false } } })('UnbreakableProduction');
    const composites = Object.values(template.findResources('AWS::CloudWatch::CompositeAlarm'));
    expect(composites.map(({ Properties }) => Properties['AlarmActions'].length as number).toSorted((a, b) => a - b)).toEqual(topics);
    template.resourcePropertiesCountIs('AWS::CloudWatch::CompositeAlarm', { ActionsSuppressor: Match.anyValue() }, 0);
  });
});

describe('an existing VPC', () => {
  const vpc = {
    vpcId: 'vpc-0a1b2c3d',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    publicSubnetIds: ['subnet-0a1b2c3d', 'subnet-1a1b2c3d'],
  };
  const template = templates({ staging: { vpc } })('UnbreakableStaging');

  test('is used instead of a new one', () => {
    template.resourceCountIs('AWS::EC2::VPC', 0);
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', { VPCZoneIdentifier: vpc.publicSubnetIds });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: vpc.publicSubnetIds });
    template.allResourcesProperties('AWS::EC2::SecurityGroup', { VpcId: vpc.vpcId });
  });
});

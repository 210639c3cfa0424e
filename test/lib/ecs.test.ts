import { Match, type Template } from 'aws-cdk-lib/assertions';
import { templates } from './support/synthesize';

const stacks = templates({ compute: 'ecs', production: { instances: 2, container: { bakeMinutes: 10 } } });
const staging = stacks('UnbreakableStaging');
const production = stacks('UnbreakableProduction');

const region = 'eu-west-1';
/** Environments in accounts of their own, and an image of the team to begin with. */
const elsewhere = templates({
  compute: 'ecs',
  accounts: {
    tools: { id: '111111111111', region },
    staging: { id: '222222222222', region },
    production: { id: '333333333333', region },
  },
  staging: { container: { image: 'public.ecr.aws/me/app:1', architecture: 'x86_64' } },
});

const only = (template: Template, type: string) => Object.entries(template.findResources(type))[0]!;

describe('the service', () => {
  test('deploys blue/green with a bake, and goes back when an alarm or its tasks say so', () => {
    production.hasResourceProperties('AWS::ECS::Service', {
      DesiredCount: 2,
      LaunchType: 'FARGATE',
      DeploymentConfiguration: {
        Strategy: 'BLUE_GREEN',
        BakeTimeInMinutes: 10,
        Alarms: { AlarmNames: [Match.anyValue(), Match.anyValue()], Enable: true, Rollback: true },
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      },
    });
  });

  test('does not bake in staging, where the gate follows at once: no alarm takes its decision away', () => {
    staging.hasResourceProperties('AWS::ECS::Service', {
      DeploymentConfiguration: { BakeTimeInMinutes: 0, Alarms: Match.absent(), DeploymentCircuitBreaker: { Enable: true, Rollback: true } },
    });
  });

  test('moves between two target groups by a rule of the listener', () => {
    const groups = Object.keys(staging.findResources('AWS::ElasticLoadBalancingV2::TargetGroup', { Properties: { TargetType: 'ip' } }));
    expect(groups).toHaveLength(2);
    const [, rule] = only(staging, 'AWS::ElasticLoadBalancingV2::ListenerRule');
    const { TargetGroups } = rule['Properties'].Actions[0].ForwardConfig;
    expect(TargetGroups.map(({ Weight }: { Weight: number }) => Weight)).toEqual([100, 0]);
    const [ruleId] = only(staging, 'AWS::ElasticLoadBalancingV2::ListenerRule');
    const [, service] = only(staging, 'AWS::ECS::Service');
    const [balancer] = service['Properties'].LoadBalancers;
    expect(balancer).toMatchObject({ ContainerName: 'app', ContainerPort: 8080 });
    expect(balancer.AdvancedConfiguration.ProductionListenerRule).toEqual({ Ref: ruleId });
    const { AlternateTargetGroupArn } = balancer.AdvancedConfiguration;
    expect(new Set([balancer.TargetGroupArn.Ref, AlternateTargetGroupArn.Ref])).toEqual(new Set(groups));
  });

  test('is reached through the load balancer only', () => {
    const { AwsvpcConfiguration } = only(staging, 'AWS::ECS::Service')[1]['Properties'].NetworkConfiguration;
    expect(AwsvpcConfiguration.SecurityGroups).toHaveLength(1);
    staging.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
  });

  test('begins with a placeholder that answers the health check, and runs a build where the image brings one', () => {
    const [, definition] = only(staging, 'AWS::ECS::TaskDefinition');
    const [container] = definition['Properties'].ContainerDefinitions;
    expect(container).toMatchObject({
      Name: 'app',
      ReadonlyRootFilesystem: true,
      LogConfiguration: { LogDriver: 'awslogs' },
    });
    expect(container.Environment).toEqual(
      expect.arrayContaining([
        { Name: 'DT_RELEASE_STAGE', Value: 'Staging' },
        { Name: 'DT_RELEASE_PRODUCT', Value: 'unbreakable-sample' },
        { Name: 'DT_TAGS', Value: 'DeploymentGroup=Staging Application=unbreakable-sample' },
      ]),
    );
    expect(container.Command.at(-1)).toContain('[ -f server.js ]');
  });

  test('keeps the image that runs: CloudFormation asks for it with every change of the service or its task definition', () => {
    const [asked, resource] = only(staging, 'Custom::RunningImage');
    expect(resource['Properties']).toMatchObject({
      Cluster: 'unbreakable-sample-Staging',
      Service: 'unbreakable-sample',
      Container: 'app',
      InitialImage: expect.stringMatching(/^public\.ecr\.aws\/docker\/library\/node:/) as string,
    });
    const [, definition] = only(staging, 'AWS::ECS::TaskDefinition');
    expect(definition['Properties'].ContainerDefinitions[0].Image).toEqual({ Ref: asked });

    const templateOf = (container: object) => {
      const changed = templates({ compute: 'ecs', production: { container } })('UnbreakableProduction');
      return only(changed, 'Custom::RunningImage')[1]['Properties'].Template as string;
    };
    const plain = templateOf({});
    expect(plain).toMatch(/^[0-9a-f]{32}$/);
    expect(templateOf({})).toBe(plain);
    // The task definition, the service, and what is set by an override.
    for (const container of [{ memory: 1024 }, { bakeMinutes: 5 }, { bakeMinutes: 0 }]) expect(templateOf(container)).not.toBe(plain);
  });

  test('begins with an image of the team, started as that image says', () => {
    const [, definition] = only(elsewhere('UnbreakableStaging'), 'AWS::ECS::TaskDefinition');
    expect(definition['Properties']).toMatchObject({
      RuntimePlatform: { CpuArchitecture: 'X86_64' },
    });
    const [, asked] = only(elsewhere('UnbreakableStaging'), 'Custom::RunningImage');
    expect(asked['Properties'].InitialImage).toBe('public.ecr.aws/me/app:1');
    expect(definition['Properties'].ContainerDefinitions[0]).not.toHaveProperty('Command');
  });

  test('has roles on a path of its own that only tasks take', () => {
    const roles = Object.values(staging.findResources('AWS::IAM::Role', { Properties: { Path: '/unbreakable-sample-Staging/' } }));
    expect(roles).toHaveLength(2);
    for (const { Properties: role } of roles)
      expect(role['AssumeRolePolicyDocument'].Statement).toEqual([
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } },
      ]);
  });
});

test('the gate and the alarms measure the load balancer, whichever target group serves', () => {
  const described = JSON.stringify(stacks('UnbreakablePipeline').findResources('AWS::SSM::Parameter'));
  expect(described).toContain('LoadBalancer');
  expect(described).not.toContain('TargetGroup');
  staging.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'HTTPCode_Target_5XX_Count',
    Dimensions: [Match.objectLike({ Name: 'LoadBalancer' })],
  });
  staging.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Metrics: Match.arrayWith([Match.objectLike({ Expression: 'FILL(unhealthyhostcount0,0)+FILL(unhealthyhostcount1,0)' })]),
  });
});

test('images have tags that stay, and outlive every rollback', () => {
  const foundation = stacks('UnbreakableFoundation');
  foundation.hasResourceProperties('AWS::ECR::Repository', { ImageTagMutability: 'IMMUTABLE', EmptyOnDelete: true });
  const [, repository] = only(foundation, 'AWS::ECR::Repository');
  const { rules } = JSON.parse(repository['Properties'].LifecyclePolicy.LifecyclePolicyText);
  expect(rules).toMatchObject([{ selection: { countType: 'sinceImagePushed', countNumber: 400 }, action: { type: 'expire' } }]);
});

test('environments of other accounts may pull', () => {
  const [, repository] = only(elsewhere('UnbreakableFoundation'), 'AWS::ECR::Repository');
  expect(JSON.stringify(repository['Properties'].RepositoryPolicyText)).toMatch(/222222222222.*333333333333/);
  const policies = JSON.stringify(elsewhere('UnbreakableStaging').findResources('AWS::IAM::Role'));
  expect(policies).toContain(':ecr:eu-west-1:111111111111:repository/unbreakable-sample');
});

test('deployments are counted on the dashboards', () => {
  const rules = stacks('UnbreakableOperations').findResources('AWS::Events::Rule');
  expect(JSON.stringify(rules)).toContain('{"suffix":":service/unbreakable-sample-Production/unbreakable-sample"}');
});

test('processor and memory of the tasks stand on the dashboards', () => {
  const body = JSON.stringify(stacks('UnbreakableOperations').findResources('AWS::CloudWatch::Dashboard'));
  for (const wanted of ['AWS/ECS', 'CPUUtilization', 'MemoryUtilization', 'unbreakable-sample-Production']) expect(body).toContain(wanted);
});

describe('the pipeline', () => {
  const pipeline = stacks('UnbreakablePipeline');

  test('deploys by CodePipeline’s ECS action, and the load test by CodeDeploy', () => {
    const actions = only(pipeline, 'AWS::CodePipeline::Pipeline')[1]['Properties'].Stages[1].Actions;
    expect(actions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          Name: 'DeployInStaging',
          ActionTypeId: expect.objectContaining({ Category: 'Deploy', Provider: 'ECS' }),
          Configuration: { ClusterName: 'unbreakable-sample-Staging', ServiceName: 'unbreakable-sample' },
        }),
        expect.objectContaining({ Name: 'LoadTestInStaging', ActionTypeId: expect.objectContaining({ Provider: 'CodeDeploy' }) }),
      ]),
    );
  });

  test('hands roles to tasks only, and only those of its clusters', () => {
    const statements = Object.values(pipeline.findResources('AWS::IAM::Role')).flatMap(({ Properties: role }) =>
      (role['Policies'] ?? []).flatMap(({ PolicyDocument }: { PolicyDocument: { Statement: object[] } }) => PolicyDocument.Statement),
    );
    const passing = statements.filter((statement) => JSON.stringify(statement).includes('iam:PassRole'));
    expect(passing).toHaveLength(1);
    expect(passing[0]).toMatchObject({ Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } } });
    expect(JSON.stringify(passing[0])).toMatch(/:role\/unbreakable-sample-Production\/\*.*:role\/unbreakable-sample-Staging\/\*/);
  });
});

test.each([
  [{ cpu: 300 }, /staging\.container\.cpu must be 256/],
  [{ cpu: 1024, memory: 512 }, /staging\.container\.memory must be a size that Fargate offers/],
  [{ bakeMinutes: -1 }, /staging\.container\.bakeMinutes must be at least 0 minutes/],
  [{ image: 'app' }, /staging\.container\.image must be an image with registry, name and tag/],
])('%j is refused with its path and the fix', (container, message) => {
  expect(() => templates({ compute: 'ecs', staging: { container } })).toThrow(message);
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ECSClient, type ServiceDeployment } from '@aws-sdk/client-ecs';
import { DescribeServiceDeploymentsCommand, ListServiceDeploymentsCommand } from '@aws-sdk/client-ecs';
import type { CloudHost } from '../../../rehearsal/cloud/host';
import type { Observer } from '../../../rehearsal/cloud/observer';
import type { ServiceFactory } from '../../../rehearsal/cloud/service';
import { cloudWatchService } from '../../../rehearsal/services/cloudwatch/cloudwatch';
import { ec2 } from '../../../rehearsal/services/ec2/ec2';
import { ecr, pushImage } from '../../../rehearsal/services/ecr/ecr';
import { ecs } from '../../../rehearsal/services/ecs/ecs';
import { loadBalancer } from '../../../rehearsal/services/load-balancer/load-balancer';
import { logsService } from '../../../rehearsal/services/logs/logs';
import { powerfulRole } from './deploy-cloud';
import { eventually } from './fake-cloud';
import { clientSettings, createResource, eventRecorder, startCloud } from './real-cloud';

const server = (version: string) => `
const { createServer } = require('node:http');
console.log(JSON.stringify({ version: '${version}', port: process.env.PORT, stage: process.env.ENVIRONMENT }));
createServer((request, response) => {
  if (request.url === '/crash') process.exit(1);
  response.statusCode = '${version}' === 'ill' && request.url === '/health' ? 503 : 200;
  response.end('${version}');
}).listen(Number(process.env.PORT), '127.0.0.1');
`;

/** Puts an image whose server answers with its version; returns its URI. `ill` never becomes healthy. */
export const image = (cloud: CloudHost, repository: string, version: string): string => {
  const folder = join(cloud.directory, 'test-images', version);
  mkdirSync(join(folder, 'app'), { recursive: true });
  writeFileSync(join(folder, 'app', 'server.js'), version === 'broken' ? 'process.exit(3);' : server(version));
  return pushImage(cloud, repository, version, { folder, command: ['node', '/app/server.js'], workingDirectory: '/app', environment: {} }).uri;
};

/** A task definition as RegisterTaskDefinition takes it. */
export const definition = (imageUri: string, roles: { readonly execution: string; readonly task: string }) => ({
  family: 'web',
  networkMode: 'awsvpc' as const,
  requiresCompatibilities: ['FARGATE' as const],
  cpu: '256',
  memory: '512',
  executionRoleArn: roles.execution,
  taskRoleArn: roles.task,
  containerDefinitions: [
    {
      name: 'app',
      image: imageUri,
      essential: true,
      portMappings: [{ containerPort: 8080, protocol: 'tcp' as const }],
      environment: [
        { name: 'PORT', value: '8080' },
        { name: 'ENVIRONMENT', value: 'Staging' },
      ],
      logConfiguration: {
        logDriver: 'awslogs' as const,
        options: { 'awslogs-group': 'app-log', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'web' },
      },
    },
  ],
});

/** The first letter large, as templates have it; keys of `options` stay. */
const capital = (value: unknown, key = ''): unknown => {
  if (Array.isArray(value)) return value.map((one) => capital(one));
  if (typeof value !== 'object' || value === null) return value;
  if (key === 'options') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name[0]!.toUpperCase() + name.slice(1), capital(one, name)]));
};

const group = (cloud: CloudHost, name: string) =>
  createResource(
    cloud,
    'AWS::ElasticLoadBalancingV2::TargetGroup',
    {
      Name: name,
      TargetType: 'ip',
      Port: 8080,
      HealthCheckPath: '/health',
      HealthCheckIntervalSeconds: 6,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 2,
      TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '2' }],
    },
    name,
  );

export interface WorldOptions {
  readonly observer?: Observer;
  readonly bakeMinutes?: number;
  readonly more?: readonly ServiceFactory[];
}

/** A Fargate service `web` in cluster `main`, version `one`, behind a load balancer, with an alarm on `Test/Errors`. */
export const ecsWorld = async ({ observer, bakeMinutes = 1, more = [] }: WorldOptions = {}) => {
  const events = eventRecorder();
  const services = [cloudWatchService, ec2, ecr, ecs, loadBalancer, logsService, events.factory, ...more];
  const cloud = await startCloud(services, observer === undefined ? {} : { observer });
  const roles = {
    execution: await powerfulRole(cloud, 'ExecutionRole', { Service: 'ecs-tasks.amazonaws.com' }),
    task: await powerfulRole(cloud, 'TaskRole', { Service: 'ecs-tasks.amazonaws.com' }),
    balancer: await powerfulRole(cloud, 'BalancerRole', { Service: 'ecs.amazonaws.com' }),
  };
  await createResource(cloud, 'AWS::Logs::LogGroup', { LogGroupName: 'app-log' }, 'Log');
  const repository = await createResource(
    cloud,
    'AWS::ECR::Repository',
    { RepositoryName: 'web', ImageTagMutability: 'IMMUTABLE' },
    'Repository',
  );
  const repositoryUri = String(repository.attributes['RepositoryUri']);
  const [blue, green] = [await group(cloud, 'blue'), await group(cloud, 'green')];
  const balancer = await createResource(cloud, 'AWS::ElasticLoadBalancingV2::LoadBalancer', {}, 'Balancer');
  const listener = await createResource(
    cloud,
    'AWS::ElasticLoadBalancingV2::Listener',
    {
      LoadBalancerArn: balancer.ref,
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    },
    'Listener',
  );
  const weights = [
    { TargetGroupArn: blue.ref, Weight: 100 },
    { TargetGroupArn: green.ref, Weight: 0 },
  ];
  const rule = await createResource(
    cloud,
    'AWS::ElasticLoadBalancingV2::ListenerRule',
    {
      ListenerArn: listener.ref,
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }],
      Actions: [{ Type: 'forward', ForwardConfig: { TargetGroups: weights } }],
    },
    'Rule',
  );
  await createResource(
    cloud,
    'AWS::CloudWatch::Alarm',
    {
      AlarmName: 'errors',
      Namespace: 'Test',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    },
    'Errors',
  );
  const cluster = await createResource(cloud, 'AWS::ECS::Cluster', { ClusterName: 'main' }, 'Cluster');
  const first = await createResource(
    cloud,
    'AWS::ECS::TaskDefinition',
    capital(definition(image(cloud, repositoryUri, 'one'), roles)) as Record<string, unknown>,
    'Definition',
  );
  const createService = (more: object = {}) =>
    createResource(
      cloud,
      'AWS::ECS::Service',
      {
        ServiceName: 'web',
        Cluster: cluster.ref,
        TaskDefinition: first.ref,
        DesiredCount: 1,
        LaunchType: 'FARGATE',
        DeploymentConfiguration: {
          Strategy: 'BLUE_GREEN',
          BakeTimeInMinutes: bakeMinutes,
          Alarms: { AlarmNames: ['errors'], Enable: true, Rollback: true },
          DeploymentCircuitBreaker: { Enable: true, Rollback: true },
        },
        LoadBalancers: [
          {
            ContainerName: 'app',
            ContainerPort: 8080,
            TargetGroupArn: blue.ref,
            AdvancedConfiguration: {
              AlternateTargetGroupArn: green.ref,
              ProductionListenerRule: rule.ref,
              RoleArn: roles.balancer,
            },
          },
        ],
        NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1'], SecurityGroups: ['sg-1'], AssignPublicIp: 'ENABLED' } },
        ...more,
      },
      'Service',
    );
  const client = new ECSClient(clientSettings(cloud));
  return {
    cloud,
    client,
    roles,
    repositoryUri,
    firstDefinition: first.ref,
    createService,
    events: events.entries,
    url: `http://${String(balancer.attributes['DNSName'])}/`,
  };
};

export type EcsWorld = Awaited<ReturnType<typeof ecsWorld>>;

/** The newest service deployment. */
export const newestDeployment = async ({ client }: Pick<EcsWorld, 'client'>): Promise<ServiceDeployment> => {
  const { serviceDeployments = [] } = await client.send(new ListServiceDeploymentsCommand({ cluster: 'main', service: 'web' }));
  const arn = serviceDeployments[0]!.serviceDeploymentArn!;
  const described = await client.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }));
  return described.serviceDeployments![0]!;
};

/** Waits until the newest deployment has one of these statuses. */
export const untilStatus = (world: Pick<EcsWorld, 'client'>, ...wanted: readonly string[]): Promise<ServiceDeployment> =>
  eventually(async () => {
    const deployment = await newestDeployment(world);
    return wanted.includes(deployment.status ?? '') ? deployment : undefined;
  }, 25_000);

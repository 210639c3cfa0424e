import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { strToU8, zipSync } from 'fflate';
import type { FunctionDestination } from '../../../lambda/contract/destination';
import { deployPermissions } from '../../../lambda/contract/deploy';
import { startClock } from '../../../rehearsal/clock/virtual-clock';
import type { CloudHost } from '../../../rehearsal/cloud/host';
import type { ServiceFactory } from '../../../rehearsal/cloud/service';
import { codedeploy } from '../../../rehearsal/services/codedeploy/codedeploy';
import { lambdaService } from '../../../rehearsal/services/lambda/lambda';
import { loadBalancer } from '../../../rehearsal/services/load-balancer/load-balancer';
import { s3 } from '../../../rehearsal/services/s3/s3';
import { powerfulRole, recorder } from '../../rehearsal/support/deploy-cloud';
import { clientSettings, createResource, createRole, eventRecorder, startCloud } from '../../rehearsal/support/real-cloud';

export const destination: FunctionDestination = {
  kind: 'function',
  applicationName: 'app',
  deploymentGroupName: 'group',
  functionName: 'shop',
  alias: 'live',
};

/** Code of a build that answers a load balancer with a word. */
export const answering = (word: string): Uint8Array =>
  zipSync(
    {
      'index.js': strToU8(`exports.handler = async () => ({ statusCode: 200, headers: {}, body: '${word}' })`),
      'build.json': strToU8(JSON.stringify({ build: word })),
    },
    { mtime: '2026-11-20' },
  );

export interface FunctionWorld {
  readonly cloud: CloudHost;
  /** Where the alias is served. */
  readonly url: string;
  /** States of the alarms that CodeDeploy is told of. */
  readonly alarms: Map<string, 'OK' | 'ALARM'>;
  readonly codeDeploy: CodeDeployClient;
  readonly lambda: LambdaClient;
  readonly cloudWatch: CloudWatchClient;
  readonly s3: S3Client;
  /** Clients of a role that may do what the deploy function may, but for these actions. */
  clientsWithout(...actions: readonly string[]): Promise<Pick<FunctionWorld, 'codeDeploy' | 'lambda' | 'cloudWatch' | 's3'>>;
  /** Puts a zip into the bucket. */
  upload(key: string, zip: Uint8Array): Promise<{ bucket: string; key: string }>;
}

const handlerOf = "exports.handler = async () => ({ statusCode: 200, headers: {}, body: 'first' })";

/**
 * A function `shop` whose alias `live` a load balancer calls, and CodeDeploy with a canary of five minutes and one alarm.
 * @param begin what the clock says, epoch milliseconds
 */
export const startFunctionWorld = async (
  begin = Date.UTC(2026, 10, 20, 9, 0, 0),
  ...more: readonly ServiceFactory[]
): Promise<FunctionWorld> => {
  const alarms = new Map<string, 'OK' | 'ALARM'>([['errors', 'OK']]);
  const describe = () => ({ MetricAlarms: [...alarms].map(([AlarmName, StateValue]) => ({ AlarmName, StateValue })) });
  const services = [
    s3,
    lambdaService,
    codedeploy,
    loadBalancer,
    eventRecorder().factory,
    recorder('monitoring', 'cloudwatch', { PutMetricData: () => ({}), DescribeAlarms: describe }),
    recorder('logs', 'logs', { CreateLogGroup: () => ({}), CreateLogStream: () => ({}), PutLogEvents: () => ({}) }),
    ...more,
  ];
  const cloud = await startCloud(services, { clock: startClock(120, begin) });
  await createResource(cloud, 'AWS::S3::Bucket', { BucketName: 'artifacts' }, 'Artifacts');
  await functionWithAlias(cloud);
  const url = await behindLoadBalancer(cloud);
  await deploymentGroup(cloud);
  const s3Client = new S3Client({ ...clientSettings(cloud), forcePathStyle: true });
  return {
    cloud,
    url,
    alarms,
    codeDeploy: new CodeDeployClient(clientSettings(cloud)),
    cloudWatch: new CloudWatchClient(clientSettings(cloud)),
    lambda: new LambdaClient(clientSettings(cloud)),
    s3: s3Client,
    clientsWithout: async (...without) => {
      const actions = deployPermissions.flatMap((permission) => permission.actions).filter((action) => !without.includes(action));
      const role = await createRole(cloud, [{ Effect: 'Allow', Action: actions, Resource: '*' }], `Deploy${without.length}`);
      const settings = clientSettings(cloud, role);
      return {
        codeDeploy: new CodeDeployClient(settings),
        lambda: new LambdaClient(settings),
        cloudWatch: new CloudWatchClient(settings),
        s3: new S3Client({ ...settings, forcePathStyle: true }),
      };
    },
    upload: async (key, Body) => {
      await s3Client.send(new PutObjectCommand({ Bucket: 'artifacts', Key: key, Body }));
      return { bucket: 'artifacts', key };
    },
  };
};

const functionWithAlias = async (cloud: CloudHost): Promise<void> => {
  const Role = await createRole(cloud, [], 'FunctionRole');
  const Environment = { Variables: { ENVIRONMENT: 'Staging' } };
  const code = { FunctionName: 'shop', Runtime: 'nodejs24.x', Handler: 'index.handler', Role, Environment, Code: { ZipFile: handlerOf } };
  await createResource(cloud, 'AWS::Lambda::Function', code, 'Shop');
  await createResource(cloud, 'AWS::Lambda::Version', { FunctionName: 'shop' }, 'First');
  await createResource(cloud, 'AWS::Lambda::Alias', { FunctionName: 'shop', FunctionVersion: '1', Name: 'live' }, 'Live');
};

const aliasArn = 'arn:aws:lambda:us-east-1:123456789012:function:shop:live';

const behindLoadBalancer = async (cloud: CloudHost): Promise<string> => {
  const permission = { Action: 'lambda:InvokeFunction', FunctionName: aliasArn, Principal: 'elasticloadbalancing.amazonaws.com' };
  await createResource(cloud, 'AWS::Lambda::Permission', permission, 'Permission');
  const balancer = await createResource(cloud, 'AWS::ElasticLoadBalancingV2::LoadBalancer', {}, 'Balancer');
  const group = await createResource(
    cloud,
    'AWS::ElasticLoadBalancingV2::TargetGroup',
    { TargetType: 'lambda', HealthCheckEnabled: true, HealthCheckPath: '/health', Targets: [{ Id: aliasArn }] },
    'Targets',
  );
  const actions = [{ Type: 'forward', TargetGroupArn: group.ref }];
  const listener = { LoadBalancerArn: balancer.ref, DefaultActions: actions };
  await createResource(cloud, 'AWS::ElasticLoadBalancingV2::Listener', listener, 'Listener');
  return `http://${String(balancer.attributes['DNSName'])}/`;
};

const deploymentGroup = async (cloud: CloudHost): Promise<void> => {
  const ServiceRoleArn = await powerfulRole(cloud, 'CodeDeployRole', { Service: 'codedeploy.amazonaws.com' });
  await createResource(cloud, 'AWS::CodeDeploy::Application', { ApplicationName: 'app', ComputePlatform: 'Lambda' }, 'App');
  await createResource(
    cloud,
    'AWS::CodeDeploy::DeploymentGroup',
    {
      ApplicationName: 'app',
      DeploymentGroupName: 'group',
      ServiceRoleArn,
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
      DeploymentStyle: { DeploymentOption: 'WITH_TRAFFIC_CONTROL', DeploymentType: 'BLUE_GREEN' },
      AlarmConfiguration: { Enabled: true, Alarms: [{ Name: 'errors' }] },
      AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
    },
    'Group',
  );
};

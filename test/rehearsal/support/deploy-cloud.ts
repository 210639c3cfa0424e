import { zipSync, type Zippable } from 'fflate';
import type { CloudOptions } from '../../../rehearsal/cloud/create-cloud';
import type { CloudHost } from '../../../rehearsal/cloud/host';
import type { ServiceFactory } from '../../../rehearsal/cloud/service';
import { autoscaling } from '../../../rehearsal/services/autoscaling/autoscaling';
import { codedeploy } from '../../../rehearsal/services/codedeploy/codedeploy';
import { codepipeline } from '../../../rehearsal/services/codepipeline/codepipeline';
import { ec2 } from '../../../rehearsal/services/ec2/ec2';
import { loadBalancer } from '../../../rehearsal/services/load-balancer/load-balancer';
import { s3 } from '../../../rehearsal/services/s3/s3';
import { createResource, eventRecorder, startCloud } from './real-cloud';

/** Everything that deploys, with recorders for what it reports to. */
export const deployCloud = (...more: readonly ServiceFactory[]) => observedDeployCloud({}, ...more);

/** The same, with an observer of every call. */
export const observedDeployCloud = async (options: Pick<CloudOptions, 'observer'>, ...more: readonly ServiceFactory[]) => {
  const events = eventRecorder();
  const metrics: {
    Namespace: string;
    MetricData: {
      MetricName: string;
      Values?: number[];
      Counts?: number[];
      Value?: number;
      Dimensions: { Name: string; Value: string }[];
    }[];
  }[] = [];
  const logs: { logGroupName: string; logStreamName: string; logEvents: { message: string }[] }[] = [];
  const services = [s3, ec2, autoscaling, loadBalancer, codedeploy, codepipeline, events.factory];
  const recorders = [
    recorder('monitoring', 'cloudwatch', { PutMetricData: (input) => void metrics.push(input as never) }),
    recorder('logs', 'logs', { CreateLogStream: () => ({}), PutLogEvents: (input) => void logs.push(input as never) }),
  ];
  const cloud = await startCloud([...services, ...recorders, ...more], options);
  return { cloud, events: events.entries, metrics, logs };
};

/** A service that records calls, asking for `<prefix>:<operation>` on everything. */
export const recorder =
  (name: string, prefix: string, answers: Readonly<Record<string, (input: unknown, caller: unknown) => unknown>>): ServiceFactory =>
  () => ({
    name,
    operations: Object.fromEntries(
      Object.entries(answers).map(([operation, run]) => [
        operation,
        {
          needs: () => [{ action: `${prefix}:${operation}`, resource: '*' }],
          run: async (input: never, caller) => (await run(input, caller)) ?? {},
        },
      ]),
    ),
    resources: {},
  });

/** A role that a service, or another role, may take and that may do everything. Returns its ARN. */
export const powerfulRole = async (cloud: CloudHost, logicalId: string, principal: object): Promise<string> => {
  const { attributes } = await createResource(
    cloud,
    'AWS::IAM::Role',
    {
      RoleName: logicalId,
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal }] },
      Policies: [{ PolicyName: 'all', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }],
    },
    logicalId,
  );
  return String(attributes['Arn']);
};

/** Base64 user data with these files. */
export const userData = (files: Readonly<Record<string, string>>): string =>
  Buffer.from(
    `#cloud-config\n${JSON.stringify({ packages: ['nodejs22'], write_files: Object.entries(files).map(([path, content]) => ({ path, content })) })}`,
  ).toString('base64');

/** An Auto Scaling group of local instances; returns its name. */
export const startGroup = async (
  cloud: CloudHost,
  options: { readonly size?: number; readonly files?: Readonly<Record<string, string>>; readonly targetGroups?: readonly string[] } = {},
): Promise<string> => {
  const role = await powerfulRole(cloud, 'InstanceRole', { Service: 'ec2.amazonaws.com' });
  await createResource(cloud, 'AWS::IAM::InstanceProfile', { Roles: [role.split('/').at(-1)], InstanceProfileName: 'profile' }, 'Profile');
  const template = await createResource(
    cloud,
    'AWS::EC2::LaunchTemplate',
    { LaunchTemplateData: { UserData: userData(options.files ?? {}), IamInstanceProfile: { Name: 'profile' } } },
    'Template',
  );
  const group = await createResource(
    cloud,
    'AWS::AutoScaling::AutoScalingGroup',
    {
      LaunchTemplate: { LaunchTemplateId: template.ref, Version: '1' },
      MinSize: String(options.size ?? 1),
      TargetGroupARNs: options.targetGroups ?? [],
    },
    'Group',
  );
  return group.ref;
};

/** Application `app` with the deployment group `group` on an Auto Scaling group. */
export const deploymentGroup = async (cloud: CloudHost, autoScalingGroup: string, more: object = {}): Promise<void> => {
  const ServiceRoleArn = await powerfulRole(cloud, 'CodeDeployRole', { Service: 'codedeploy.amazonaws.com' });
  await createResource(cloud, 'AWS::CodeDeploy::Application', { ApplicationName: 'app' }, 'App');
  await createResource(
    cloud,
    'AWS::CodeDeploy::DeploymentGroup',
    { ApplicationName: 'app', DeploymentGroupName: 'group', ServiceRoleArn, AutoScalingGroups: [autoScalingGroup], ...more },
    'DeploymentGroup',
  );
};

export const bucket = async (cloud: CloudHost, BucketName: string): Promise<string> =>
  (await createResource(cloud, 'AWS::S3::Bucket', { BucketName, VersioningConfiguration: { Status: 'Enabled' } }, BucketName)).ref;

/** A zip file whose `.sh` files are executable. */
export const zip = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, text]): [string, Zippable[string]] => [
        name,
        [Buffer.from(text), { os: 3, attrs: (name.endsWith('.sh') ? 0o755 : 0o644) << 16 }],
      ]),
    ),
  );

const unit = `[Unit]
Description=Test
[Service]
Type=exec
User=nobody
EnvironmentFile=/etc/test/instance.env
EnvironmentFile=-/etc/test/missing.env
Environment=GREETING="hello world"
WorkingDirectory=/opt/app
ExecStart=/usr/bin/node /opt/app/server.js
StandardOutput=append:/var/log/app.log
Restart=on-failure
RestartSec=100ms
`;

const server = (version: string) => `
const { createServer } = require('node:http');
console.log(JSON.stringify({ version: '${version}', port: process.env.PORT, greeting: process.env.GREETING, now: Date.now() }));
createServer((request, response) => {
  response.statusCode = request.url === '/error' ? 500 : 200;
  response.end('${version}');
}).listen(Number(process.env.PORT), '127.0.0.1');
`;

export const hooks = (events: Readonly<Record<string, string>>): string =>
  JSON.stringify({
    version: 0,
    os: 'linux',
    files: [
      { source: '/server.js', destination: '/opt/app' },
      { source: '/test.service', destination: '/etc/systemd/system' },
    ],
    file_exists_behavior: 'OVERWRITE',
    hooks: Object.fromEntries(Object.entries(events).map(([event, location]) => [event, [{ location, timeout: 20, runas: 'root' }]])),
  });

const record = (step: string) => `#!/usr/bin/env bash
set -euo pipefail
mkdir -p "\${INSTANCE_ROOT:-}/var/log"
echo "$LIFECYCLE_EVENT $DEPLOYMENT_ID ${step}" >>"\${INSTANCE_ROOT:-}/var/log/hooks.log"
`;

/** A small service with hooks that record themselves in /var/log/hooks.log. */
export const serviceBundle = (version: string, changes: Readonly<Record<string, string>> = {}): Uint8Array =>
  zip({
    'appspec.yml': hooks({
      ApplicationStop: 'scripts/stop.sh',
      ApplicationStart: 'scripts/start.sh',
      ValidateService: 'scripts/validate.sh',
    }),
    'server.js': server(version),
    'test.service': unit,
    'scripts/stop.sh': `${record(version)}systemctl stop test.service\n`,
    'scripts/start.sh': `${record(version)}systemctl daemon-reload\nsystemctl enable test.service\nsystemctl restart test.service\n`,
    'scripts/validate.sh': `${record(version)}
for _ in $(seq 100); do
  if exec 3<>"/dev/tcp/127.0.0.1/$PORT"; then exit 0; fi 2>/dev/null
  sleep 0.1
done
exit 1
`,
    ...changes,
  });

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fleetOf } from '../../../../rehearsal/compute/fleet';
import { bucket, deployCloud, deploymentGroup, powerfulRole, serviceBundle, startGroup, userData } from '../../support/deploy-cloud';
import { eventually, operator } from '../../support/fake-cloud';
import { createResource, stopClouds } from '../../support/real-cloud';

afterEach(stopClouds);

const group = async (template: object, properties: object = {}) => {
  const { cloud } = await deployCloud();
  const { ref } = await createResource(cloud, 'AWS::EC2::LaunchTemplate', { LaunchTemplateData: template }, 'Template');
  return createResource(
    cloud,
    'AWS::AutoScaling::AutoScalingGroup',
    { LaunchTemplate: { LaunchTemplateId: ref }, MinSize: '1', ...properties },
    'Group',
  );
};

test('starts its instances from the launch template, each with files and a port of its own', async () => {
  const { cloud, events } = await deployCloud();
  const name = await startGroup(cloud, { size: 2, files: { '/etc/app/instance.env': 'PORT=8080\n' } });
  const instances = fleetOf(cloud).ofGroup(name);
  expect(instances).toHaveLength(2);
  for (const { root, id } of instances) {
    expect(id).toMatch(/^i-0[0-9a-f]{16}$/);
    expect(readFileSync(join(root, 'etc/app/instance.env'), 'utf8')).toBe('PORT=8080\n');
  }
  expect(instances[0]?.port).not.toBe(instances[1]?.port);
  await eventually(() => (events.length === 4 ? true : undefined));
  expect(events.map(({ DetailType, Detail }) => [DetailType, (JSON.parse(Detail) as { state: string }).state])).toContainEqual([
    'EC2 Instance State-change Notification',
    'running',
  ]);
});

/** Says how many virtual milliseconds passed while it waited for 3,000 by its own timer. */
const waiting = `
const start = Date.now();
setTimeout(() => console.log(Date.now() - start), 3000);
setInterval(() => {}, 1000);`;

test('units without a load balancer pace themselves in virtual time, and all of them see virtual dates', async () => {
  const { cloud } = await deployCloud();
  await bucket(cloud, 'bundles');
  const name = await startGroup(cloud, { files: { '/etc/test/instance.env': '' } });
  await deploymentGroup(cloud, name);
  const validate = '#!/usr/bin/env bash\nsystemctl is-active test.service\n';
  await cloud.call(
    's3',
    'PutObject',
    { Bucket: 'bundles', Key: 'k', Body: serviceBundle('x', { 'server.js': waiting, 'scripts/validate.sh': validate }) },
    operator,
  );
  const revision = { revisionType: 'S3', s3Location: { bucket: 'bundles', key: 'k', bundleType: 'zip' } };
  await cloud.call('codedeploy', 'CreateDeployment', { applicationName: 'app', deploymentGroupName: 'group', revision }, operator);
  const log = join(fleetOf(cloud).ofGroup(name)[0]!.root, 'var/log/app.log');
  const waited = await eventually(() => {
    try {
      return Number(readFileSync(log, 'utf8')) || undefined;
    } catch {
      return undefined;
    }
  });
  // At 60 virtual seconds a second the timer fires after 50 real milliseconds; real timers would take 180,000 virtual ones.
  expect(waited).toBeGreaterThanOrEqual(2_900);
  expect(waited).toBeLessThan(60_000);
}, 20_000);

test.each([
  ['no instance profile', { UserData: userData({}) }, {}, /without instance profile/],
  ['too many instances', { IamInstanceProfile: { Name: 'profile' } }, { MinSize: '11' }, /11 instances/],
  ['no launch template', {}, { LaunchTemplate: undefined }, /without LaunchTemplate/],
  ['an unknown launch template', {}, { LaunchTemplate: { LaunchTemplateId: 'lt-none' } }, /lt-none.*does not exist/],
])('refuses %s', async (_, template, properties, message) => {
  await expect(group(template, properties)).rejects.toThrow(message);
});

test('user data in another format is refused, not left out', async () => {
  const { cloud } = await deployCloud();
  const role = await powerfulRole(cloud, 'InstanceRole', { Service: 'ec2.amazonaws.com' });
  await createResource(cloud, 'AWS::IAM::InstanceProfile', { Roles: [role.split('/').at(-1)], InstanceProfileName: 'profile' }, 'Profile');
  const template = await createResource(cloud, 'AWS::EC2::LaunchTemplate', {
    LaunchTemplateData: { UserData: Buffer.from('#!/bin/bash\n').toString('base64'), IamInstanceProfile: { Name: 'profile' } },
  });
  await expect(
    createResource(cloud, 'AWS::AutoScaling::AutoScalingGroup', { LaunchTemplate: { LaunchTemplateId: template.ref }, MinSize: 1 }),
  ).rejects.toThrow(/is not supported. Write it as one #cloud-config document/);
});

test('a role that EC2 may not take is refused', async () => {
  const { cloud } = await deployCloud();
  const role = await powerfulRole(cloud, 'InstanceRole', { Service: 'lambda.amazonaws.com' });
  await createResource(cloud, 'AWS::IAM::InstanceProfile', { Roles: [role.split('/').at(-1)], InstanceProfileName: 'profile' }, 'Profile');
  const template = await createResource(cloud, 'AWS::EC2::LaunchTemplate', {
    LaunchTemplateData: { IamInstanceProfile: { Name: 'profile' } },
  });
  await expect(
    createResource(cloud, 'AWS::AutoScaling::AutoScalingGroup', { LaunchTemplate: { LaunchTemplateId: template.ref }, MinSize: 1 }),
  ).rejects.toMatchObject({ code: expect.stringContaining('AccessDenied') });
});

/** Stand-in for Auto Scaling: a group starts its instances when it is created, and keeps them. */
import type { AutoScalingInstancesType } from '@aws-sdk/client-auto-scaling';
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { CreatedResource, Operation, ResourceRequest, ServiceFactory } from '../../cloud/service';
import { validated } from '../../cloud/validated';
import { parseCloudConfig } from '../../compute/cloud-config';
import { fleetOf } from '../../compute/fleet';
import { launchTemplate } from '../ec2/ec2';
import { numeric, parseProperties, refuse, text } from '../input';
import { balancingOf } from '../load-balancer/balancing';

const schema = v.looseObject({
  AutoScalingGroupName: v.optional(text),
  LaunchTemplate: v.optional(v.object({ LaunchTemplateId: v.optional(text), LaunchTemplateName: v.optional(text) })),
  MinSize: numeric,
  DesiredCapacity: v.optional(numeric),
  TargetGroupARNs: v.optional(v.array(text), []),
});

/** An instance starts on a laptop as one or more processes: more than these are a mistake in the template. */
const mostInstances = 10;

export const autoscaling: ServiceFactory = (cloud) => ({
  name: 'autoscaling',
  operations: { DescribeAutoScalingInstances: validated(describeInput, describeInstances(cloud)) },
  resources: { 'AWS::AutoScaling::AutoScalingGroup': (request) => createGroup(cloud, request) },
});

const describeInput = v.object({ InstanceIds: v.optional(v.array(text)) });

const describeInstances = (cloud: Cloud): Operation<v.InferOutput<typeof describeInput>, AutoScalingInstancesType> => ({
  needs: () => [{ action: 'autoscaling:DescribeAutoScalingInstances', resource: '*' }],
  run: ({ InstanceIds }) => ({
    AutoScalingInstances: fleetOf(cloud)
      .all()
      .filter(({ id }) => InstanceIds?.includes(id) ?? true)
      .map(({ id, groupName }) => ({
        InstanceId: id,
        AutoScalingGroupName: groupName,
        AvailabilityZone: `${cloud.region}a`,
        LifecycleState: 'InService',
        HealthStatus: 'HEALTHY',
        ProtectedFromScaleIn: false,
      })),
  }),
});

const createGroup = async (cloud: Cloud, request: ResourceRequest): Promise<CreatedResource> => {
  const properties = parseProperties(schema, request);
  const templateName = properties.LaunchTemplate?.LaunchTemplateId ?? properties.LaunchTemplate?.LaunchTemplateName;
  if (templateName === undefined) return refuse(request, 'a group without LaunchTemplate', 'give it a launch template.');
  const template = launchTemplate(cloud, templateName);
  const groupName = properties.AutoScalingGroupName ?? physicalName(request, 255);
  const size = properties.DesiredCapacity ?? properties.MinSize;
  if (size > mostInstances) return refuse(request, `a group of ${size} instances`, `use at most ${mostInstances}.`);
  const settings = {
    groupName,
    roleArn: await roleOf(cloud, request, template.profile),
    files: parseCloudConfig(template.userData),
    servesRequests: properties.TargetGroupARNs.length > 0,
  };
  for (let count = 0; count < size; count += 1) {
    const instance = await fleetOf(cloud).launch(settings);
    for (const group of properties.TargetGroupARNs) balancingOf(cloud).register(group, instance);
  }
  return { ref: groupName, attributes: {} };
};

/** The role of an instance profile, taken on by EC2. Throws AwsError as AWS does where it may not be. */
const roleOf = async (cloud: Cloud, request: ResourceRequest, profile: string | undefined): Promise<string> => {
  if (profile === undefined) return refuse(request, 'an instance without instance profile', 'name one in its launch template.');
  const found = await cloud.call<{ InstanceProfile: { Roles: readonly { Arn: string }[] } }>(
    'iam',
    'GetInstanceProfile',
    { InstanceProfileName: profile },
    { kind: 'operator' },
  );
  const roleArn = found.InstanceProfile.Roles[0]?.Arn;
  if (roleArn === undefined) throw new AwsError('ValidationError', `The instance profile ${profile} holds no role.`);
  const session = { RoleArn: roleArn, RoleSessionName: request.logicalId.slice(0, 64) };
  await cloud.call('sts', 'AssumeRole', session, { kind: 'service', name: 'ec2.amazonaws.com' });
  return roleArn;
};

/** Applications, deployment groups and configurations as CloudFormation hands them over. */
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import { physicalName } from '../../cloud/physical-name';
import type { CreatedResource, ResourceProvider, ResourceRequest } from '../../cloud/service';
import { flag, numeric, parseProperties, refuse, text } from '../input';
import { newConfig } from './config';
import type { Group, Platform } from './model';
import type { Store } from './store';

const platform = v.optional(v.picklist(['Server', 'Lambda'], 'only compute platforms Server and Lambda are rehearsed'), 'Server');
const application = v.looseObject({ ApplicationName: v.optional(text), ComputePlatform: platform });
const names = v.optional(v.array(v.object({ Name: text })), []);

const group = v.looseObject({
  ApplicationName: text,
  DeploymentGroupName: v.optional(text),
  ServiceRoleArn: text,
  DeploymentConfigName: v.optional(text),
  AlarmConfiguration: v.optional(
    v.looseObject({ Enabled: v.optional(flag, false), Alarms: names }),
  ),
  AutoScalingGroups: v.optional(v.array(text), []),
  AutoRollbackConfiguration: v.optional(
    v.object({
      Enabled: v.optional(flag, false),
      Events: v.optional(v.array(v.picklist(['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'])), []),
    }),
  ),
  DeploymentStyle: v.optional(
    v.object({
      DeploymentOption: v.optional(v.picklist(['WITH_TRAFFIC_CONTROL', 'WITHOUT_TRAFFIC_CONTROL'])),
      DeploymentType: v.optional(v.picklist(['IN_PLACE', 'BLUE_GREEN'])),
    }),
  ),
  LoadBalancerInfo: v.optional(v.looseObject({ TargetGroupInfoList: names })),
});

const config = v.looseObject({
  DeploymentConfigName: v.optional(text),
  ComputePlatform: v.optional(v.literal('Server', 'only configurations for compute platform Server are rehearsed'), 'Server'),
  MinimumHealthyHosts: v.optional(v.object({ Type: v.picklist(['HOST_COUNT', 'FLEET_PERCENT']), Value: numeric })),
});

export const resourceProviders = (store: Store): Readonly<Record<string, ResourceProvider>> => ({
  'AWS::CodeDeploy::Application': (request) => createApplication(store, request),
  'AWS::CodeDeploy::DeploymentGroup': (request) => createGroup(store, request),
  'AWS::CodeDeploy::DeploymentConfig': (request) => createConfig(store, request),
});

const createApplication = (store: Store, request: ResourceRequest): CreatedResource => {
  const { ApplicationName, ComputePlatform } = parseProperties(application, request);
  const name = ApplicationName ?? physicalName(request, 100);
  if (store.applications.has(name))
    throw new AwsError('ApplicationAlreadyExistsException', `An application with the name ${name} already exists.`);
  store.applications.set(name, { name, platform: ComputePlatform, id: randomUUID(), groups: new Map(), revisions: [] });
  return { ref: name, attributes: {} };
};

const createGroup = (store: Store, request: ResourceRequest): CreatedResource => {
  const properties = parseProperties(group, request);
  const name = properties.DeploymentGroupName ?? physicalName(request, 100);
  const owner = store.application(properties.ApplicationName);
  refuseUnsupported(request, properties, owner.platform);
  if (owner.groups.has(name))
    throw new AwsError('DeploymentGroupAlreadyExistsException', `A deployment group with the name ${name} already exists.`);
  const made = toGroup(properties, name, owner.platform);
  store.config(made.configName);
  owner.groups.set(name, made);
  return { ref: name, attributes: {} };
};

const refuseUnsupported = (request: ResourceRequest, properties: v.InferOutput<typeof group>, platform: Platform): void => {
  const { Ec2TagFilters, Ec2TagSet, OnPremisesInstanceTagFilters } = request.properties;
  const tags = [Ec2TagFilters, Ec2TagSet, OnPremisesInstanceTagFilters].some((value) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined,
  );
  if (tags) refuse(request, 'a group of instances by tags', 'name Auto Scaling groups.');
  const blueGreen = properties.DeploymentStyle?.DeploymentType === 'BLUE_GREEN';
  if (platform === 'Lambda') {
    if (!blueGreen) refuse(request, 'an in-place deployment of a function', 'set DeploymentType to BLUE_GREEN.');
    return;
  }
  if (blueGreen) refuse(request, 'a blue/green deployment of instances', 'set DeploymentType to IN_PLACE.');
  if (properties.AlarmConfiguration?.Enabled === true) refuse(request, 'AlarmConfiguration', 'leave the alarms to the gate.');
};

const defaultConfigs = { Server: 'CodeDeployDefault.OneAtATime', Lambda: 'CodeDeployDefault.LambdaAllAtOnce' } as const;

const toGroup = (properties: v.InferOutput<typeof group>, name: string, platform: Platform): Group => {
  const targetGroups = properties.LoadBalancerInfo?.TargetGroupInfoList.map(({ Name }) => Name) ?? [];
  const style = properties.DeploymentStyle;
  const rollback = properties.AutoRollbackConfiguration;
  return {
    id: randomUUID(),
    name,
    application: properties.ApplicationName,
    platform,
    alarms: properties.AlarmConfiguration?.Enabled === true ? properties.AlarmConfiguration.Alarms.map(({ Name }) => Name) : [],
    configName: properties.DeploymentConfigName ?? defaultConfigs[platform],
    serviceRoleArn: properties.ServiceRoleArn,
    autoScalingGroups: properties.AutoScalingGroups,
    style: {
      deploymentOption: style?.DeploymentOption ?? 'WITHOUT_TRAFFIC_CONTROL',
      deploymentType: style?.DeploymentType ?? 'IN_PLACE',
    },
    ...(targetGroups.length === 0 ? {} : { loadBalancer: { targetGroupInfoList: targetGroups.map((target) => ({ name: target })) } }),
    targetGroups,
    rollbackEvents: rollback?.Enabled === true ? rollback.Events : [],
  };
};

const createConfig = (store: Store, request: ResourceRequest): CreatedResource => {
  const properties = parseProperties(config, request);
  const name = properties.DeploymentConfigName ?? physicalName(request, 100);
  const { Type: type, Value: value } = properties.MinimumHealthyHosts ?? { Type: 'FLEET_PERCENT' as const, Value: 99 };
  store.configs.set(name, newConfig({ name, id: randomUUID(), minimum: { type, value } }));
  return { ref: name, attributes: {} };
};

/** Clusters, task definitions and services as CloudFormation hands them over. */
import type { LoadBalancer, NetworkConfiguration } from '@aws-sdk/client-ecs';
import type * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { CreatedResource, ResourceProvider, ResourceRequest } from '../../cloud/service';
import { parseInput, parseProperties } from '../input';
import { registerInput } from './inputs';
import type { Service } from './model';
import type { Office } from './office';
import { clusterSchema, definitionSchema, serviceSchema, toApi } from './properties';
import { register } from './register';
import type { Store } from './store';

export const resourceProviders = (cloud: Cloud, store: Store, office: Office): Readonly<Record<string, ResourceProvider>> => ({
  'AWS::ECS::Cluster': (request) => {
    const name = parseProperties(clusterSchema, request).ClusterName ?? physicalName(request, 255);
    const arn = cloud.arn('ecs', `cluster/${name}`);
    store.clusters.set(name, { arn, name });
    return { ref: name, attributes: { Arn: arn } };
  },
  'AWS::ECS::TaskDefinition': (request) => {
    const { Family, ...properties } = parseProperties(definitionSchema, request);
    const family = Family ?? physicalName(request, 255);
    const members = { ...(toApi(properties) as object), family };
    const { arn } = register(cloud, store, parseInput(registerInput, members, 'ClientException'), 'cloudformation.amazonaws.com');
    return { ref: arn, attributes: { TaskDefinitionArn: arn } };
  },
  'AWS::ECS::Service': (request) => createService(cloud, store, office, request),
});

/** CloudFormation waits for the first deployment of a service. */
const createService = async (cloud: Cloud, store: Store, office: Office, request: ResourceRequest): Promise<CreatedResource> => {
  const properties = parseProperties(serviceSchema, request);
  const cluster = store.cluster(properties.Cluster);
  const name = properties.ServiceName ?? physicalName(request, 255);
  const arn = cloud.arn('ecs', `service/${cluster.name}/${name}`);
  const definition = store.definition(properties.TaskDefinition);
  await mayManageBalancer(cloud, properties);
  const service: Service = { ...membersOf(properties), arn, name, cluster, createdAt: cloud.clock.now(), taskDefinition: definition };
  store.services.set(arn, service);
  const first = office.deploy(service, definition);
  await first.ended;
  if (first.status !== 'SUCCESSFUL') {
    const place = `${request.stackName}/${request.logicalId}`;
    throw new AwsError('NotStabilized', `${place}: the service did not stabilize: ${first.reason ?? first.status}`);
  }
  return { ref: arn, attributes: { Name: name, ServiceArn: arn } };
};

type Properties = v.InferOutput<typeof serviceSchema>;

const membersOf = (properties: Properties) => ({
  loadBalancers: toApi(properties.LoadBalancers) as LoadBalancer[],
  targets: targetsOf(properties),
  network: toApi(properties.NetworkConfiguration) as NetworkConfiguration,
  graceSeconds: properties.HealthCheckGracePeriodSeconds,
  configuration: toApi(properties.DeploymentConfiguration) as Service['configuration'],
  desiredCount: properties.DesiredCount,
  deployments: [],
  events: [],
});

const targetsOf = ({ LoadBalancers: [balancer] }: Properties): Service['targets'] => {
  if (balancer === undefined) throw new AwsError('InvalidParameterException', 'A blue/green service needs a load balancer.');
  const { AdvancedConfiguration: advanced, TargetGroupArn, ContainerName, ContainerPort } = balancer;
  return {
    containerName: ContainerName,
    containerPort: ContainerPort,
    groups: [TargetGroupArn, advanced.AlternateTargetGroupArn],
    productionListenerRule: advanced.ProductionListenerRule,
    roleArn: advanced.RoleArn,
  };
};

/** ECS changes the load balancer in a role that it must be able to take. */
const mayManageBalancer = async (cloud: Cloud, { LoadBalancers: [balancer] }: Properties): Promise<void> => {
  const session = { RoleArn: balancer?.AdvancedConfiguration.RoleArn, RoleSessionName: 'ECSNetworkingWithELB' };
  await cloud.call('sts', 'AssumeRole', session, { kind: 'service', name: 'ecs.amazonaws.com' });
};

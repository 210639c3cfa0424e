/** Stand-in for Elastic Load Balancing (application load balancers with HTTP listeners). */
import type { Cloud } from '../../cloud/cloud';
import { fingerprint, physicalName } from '../../cloud/physical-name';
import type { CreatedResource, ResourceRequest, ServiceFactory } from '../../cloud/service';
import { parseProperties, refuse } from '../input';
import { startAccessLog } from './access-log/start';
import { balancingOf } from './balancing';
import { publish, type Listener } from './listener';
import { groupSchema, balancerSchema, healthCheck, drainMilliseconds, type GroupProperties } from './properties';
import { listenerSchema, ruleSchema, toAction, toPaths } from './listener-properties';
import { balancerOperations } from './operations';
import { serveAlias } from '../lambda/front/fronts';

export const loadBalancer: ServiceFactory = (cloud) => {
  const listeners = new Map<string, Listener>();
  return {
    name: 'elasticloadbalancing',
    operations: balancerOperations(cloud, listeners),
    resources: {
      'AWS::ElasticLoadBalancingV2::LoadBalancer': (request) => createBalancer(cloud, request),
      'AWS::ElasticLoadBalancingV2::TargetGroup': (request) => createGroup(cloud, request),
      'AWS::ElasticLoadBalancingV2::Listener': (request) => createListener(cloud, listeners, request),
      'AWS::ElasticLoadBalancingV2::ListenerRule': (request) => createRule(cloud, listeners, request),
    },
    stop: () => balancingOf(cloud).stop(),
  };
};

const hash = (request: ResourceRequest): string => fingerprint(`${request.stackName}/${request.logicalId}`, 16).toLowerCase();

/** Its DNS name is an address of this machine with a port, so that clients of the template reach it. */
const createBalancer = async (cloud: Cloud, request: ResourceRequest): Promise<CreatedResource> => {
  const { Name, Scheme, LoadBalancerAttributes } = parseProperties(balancerSchema, request);
  const fullName = `app/${Name ?? physicalName(request, 32)}/${hash(request)}`;
  const arn = cloud.arn('elasticloadbalancing', `loadbalancer/${fullName}`);
  const { port } = await balancingOf(cloud).open(arn, fullName, await startAccessLog(cloud, arn, LoadBalancerAttributes));
  return {
    ref: arn,
    attributes: {
      LoadBalancerArn: arn,
      LoadBalancerFullName: fullName,
      LoadBalancerName: fullName.split('/')[1],
      DNSName: `127.0.0.1:${port}`,
      CanonicalHostedZoneID: 'Z35SXDOTRQ7X7K',
      SecurityGroups: [],
      Scheme,
    },
  };
};

const createGroup = async (cloud: Cloud, request: ResourceRequest): Promise<CreatedResource> => {
  const properties = parseProperties(groupSchema, request);
  const aliases = functionTargets(request, properties);
  const name = properties.Name ?? physicalName(request, 32);
  const fullName = `targetgroup/${name}/${hash(request)}`;
  const arn = cloud.arn('elasticloadbalancing', fullName);
  balancingOf(cloud).addGroup({
    arn,
    name,
    fullName,
    health: healthCheck(properties, cloud.clock),
    drainMilliseconds: drainMilliseconds(properties),
    targets: new Map(),
  });
  for (const alias of aliases) await serveAlias(cloud, alias, arn);
  return { ref: arn, attributes: { TargetGroupArn: arn, TargetGroupFullName: fullName, TargetGroupName: name, LoadBalancerArns: [] } };
};

/** A Lambda target group has its health checked only where it asks for it, and one target. */
const functionTargets = (request: ResourceRequest, { TargetType, Targets, HealthCheckEnabled }: GroupProperties): readonly string[] => {
  if (TargetType !== 'lambda') return [];
  if (HealthCheckEnabled !== true) refuse(request, 'a Lambda target group without health checks', 'set HealthCheckEnabled to true.');
  if (Targets.length !== 1) refuse(request, `a Lambda target group with ${Targets.length} targets`, 'name one alias.');
  return Targets.map(({ Id }) => Id);
};

const createListener = (cloud: Cloud, listeners: Map<string, Listener>, request: ResourceRequest): CreatedResource => {
  const { LoadBalancerArn, Protocol, DefaultActions } = parseProperties(listenerSchema, request);
  if (Protocol !== 'HTTP') refuse(request, `a listener with protocol ${Protocol}`, 'use HTTP.');
  if ([...listeners.values()].some(({ balancer }) => balancer === LoadBalancerArn)) {
    refuse(request, 'a second listener of one load balancer', 'use one listener.');
  }
  const arn = `${LoadBalancerArn.replace(':loadbalancer/', ':listener/')}/${hash(request)}`;
  const listener = { balancer: LoadBalancerArn, fallback: { paths: [], action: toAction(request, DefaultActions) }, rules: [] };
  listeners.set(arn, listener);
  publish(cloud, listener);
  return { ref: arn, attributes: { ListenerArn: arn } };
};

const createRule = (cloud: Cloud, listeners: Map<string, Listener>, request: ResourceRequest): CreatedResource => {
  const { ListenerArn, Priority, Actions, Conditions } = parseProperties(ruleSchema, request);
  const listener = listeners.get(ListenerArn);
  if (listener === undefined) return refuse(request, `a rule of listener ${ListenerArn}`, 'name a listener of the template.');
  const arn = `${ListenerArn.replace(':listener/', ':listener-rule/')}/${hash(request)}`;
  listener.rules.push({ arn, priority: Priority, route: { paths: toPaths(request, Conditions), action: toAction(request, Actions) } });
  publish(cloud, listener);
  return { ref: arn, attributes: { RuleArn: arn, IsDefault: false } };
};

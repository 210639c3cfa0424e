/** Properties of ECS resources as CloudFormation hands them over. */
import * as v from 'valibot';
import { flag, numeric, text } from '../input';

/** CloudFormation writes the members of the API with a capital, except the keys of maps. */
const maps: ReadonlySet<string> = new Set(['Options', 'DockerLabels']);

/** Properties in the shape of the API. */
export const toApi = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(toApi);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key.charAt(0).toLowerCase() + key.slice(1), maps.has(key) ? member : toApi(member)]),
  );
};

const loadBalancer = v.object({
  ContainerName: text,
  ContainerPort: numeric,
  TargetGroupArn: text,
  AdvancedConfiguration: v.object(
    {
      AlternateTargetGroupArn: text,
      ProductionListenerRule: v.pipe(text, v.regex(/:listener-rule\//, 'Member must be the ARN of a listener rule')),
      RoleArn: text,
    },
    'BLUE_GREEN needs AdvancedConfiguration',
  ),
});

const deploymentConfiguration = v.looseObject({
  Strategy: v.literal('BLUE_GREEN', 'only the deployment strategy BLUE_GREEN is rehearsed'),
  BakeTimeInMinutes: v.pipe(numeric, v.minValue(0), v.maxValue(1440)),
  Alarms: v.optional(v.object({ AlarmNames: v.array(text), Enable: flag, Rollback: v.pipe(flag, v.literal(true, 'only with rollback')) })),
  DeploymentCircuitBreaker: v.optional(v.object({ Enable: flag, Rollback: flag })),
  LifecycleHooks: v.optional(v.pipe(v.array(v.unknown()), v.length(0, 'lifecycle hooks are not rehearsed'))),
});

export const serviceSchema = v.looseObject({
  ServiceName: v.optional(text),
  Cluster: v.optional(text, 'default'),
  TaskDefinition: text,
  DesiredCount: v.optional(numeric, 1),
  LaunchType: v.optional(v.literal('FARGATE', 'only FARGATE is rehearsed'), 'FARGATE'),
  DeploymentController: v.optional(v.object({ Type: v.literal('ECS', 'only the deployment controller ECS is rehearsed') })),
  DeploymentConfiguration: deploymentConfiguration,
  HealthCheckGracePeriodSeconds: v.optional(numeric, 0),
  LoadBalancers: v.pipe(v.array(loadBalancer), v.length(1, 'exactly one load balancer is rehearsed')),
  NetworkConfiguration: v.looseObject({ AwsvpcConfiguration: v.looseObject({ Subnets: v.pipe(v.array(text), v.minLength(1)) }) }),
});

export const clusterSchema = v.looseObject({ ClusterName: v.optional(text) });

/** Container definitions of templates may hold numbers as text. */
export const definitionSchema = v.looseObject({
  Family: v.optional(text),
  Cpu: v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(String))),
  Memory: v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(String))),
});

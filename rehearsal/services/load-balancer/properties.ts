/** Properties of load balancers and target groups. */
import * as v from 'valibot';
import type { VirtualClock } from '../../clock/clock';
import { flag, numeric, text } from '../input';
import type { HealthCheck } from './messages';

const attributes = v.optional(
  v.array(v.object({ Key: text, Value: v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String)) })),
  [],
);

export const balancerSchema = v.looseObject({
  Name: v.optional(text),
  Scheme: v.optional(text, 'internet-facing'),
  Type: v.optional(v.literal('application', 'only application load balancers are rehearsed'), 'application'),
  LoadBalancerAttributes: attributes,
});

export type BalancerProperties = v.InferOutput<typeof balancerSchema>;

export const groupSchema = v.looseObject({
  Name: v.optional(text),
  TargetType: v.optional(v.picklist(['instance', 'ip', 'lambda'], 'only target types instance, ip and lambda are rehearsed'), 'instance'),
  Protocol: v.optional(v.picklist(['HTTP'], 'only HTTP is rehearsed'), 'HTTP'),
  Port: v.optional(numeric),
  /** Of a Lambda target group: the ARN of an alias. */
  Targets: v.optional(v.array(v.looseObject({ Id: text })), []),
  HealthCheckEnabled: v.optional(flag),
  HealthCheckPath: v.optional(text, '/'),
  HealthCheckIntervalSeconds: v.optional(numeric, 30),
  HealthCheckTimeoutSeconds: v.optional(numeric, 5),
  HealthyThresholdCount: v.optional(numeric, 5),
  UnhealthyThresholdCount: v.optional(numeric, 2),
  Matcher: v.optional(v.object({ HttpCode: text })),
  TargetGroupAttributes: attributes,
});

export type GroupProperties = v.InferOutput<typeof groupSchema>;

/** A laptop need not ask more often, however fast time runs; real milliseconds. */
const shortestInterval = 100;

/** The interval passes in virtual time; the timeout stays real, since it bounds a real answer. */
export const healthCheck = (group: GroupProperties, clock: VirtualClock): HealthCheck => ({
  path: group.HealthCheckPath,
  everyMilliseconds: Math.max(shortestInterval, clock.toReal(group.HealthCheckIntervalSeconds * 1000)),
  timeoutMilliseconds: group.HealthCheckTimeoutSeconds * 1000,
  healthyThreshold: group.HealthyThresholdCount,
  unhealthyThreshold: group.UnhealthyThresholdCount,
  codes: group.Matcher?.HttpCode ?? '200',
});

/** AWS waits 300 s by default. */
export const drainMilliseconds = (group: GroupProperties): number => {
  const found = group.TargetGroupAttributes.find(({ Key }) => Key === 'deregistration_delay.timeout_seconds');
  return Number(found?.Value ?? 300) * 1000;
};

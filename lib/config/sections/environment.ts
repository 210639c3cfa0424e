import * as v from 'valibot';
import { choice, option } from '../option';
import { armInstanceType, whole } from '../units';
import type { alarmsSchema } from './alarms';
import { containerSchema } from './container';
import type { gateSchema } from './gate';
import { vpcSchema } from './vpc';

/** What differs between the environments where nobody says. */
interface EnvironmentDefaults {
  readonly gate: ReturnType<typeof gateSchema>;
  readonly alarms: ReturnType<typeof alarmsSchema>;
  readonly loadMinutes: number;
  /** Of ECS deployments. */
  readonly bakeMinutes: number;
}

/** Compute, load, gate and alarms of one environment. */
export const environmentSchema = ({ gate, alarms, loadMinutes, bakeMinutes }: EnvironmentDefaults) =>
  v.optional(
    v.strictObject({
      vpc: choice(vpcSchema, 'An existing VPC. Without it: a new one with two public subnets and no NAT gateway.'),
      instanceType: option(armInstanceType, 't4g.micro', 'Type of the application’s instances; arm64.'),
      instances: option(whole('instances', 1, 100), 1, 'Number of the application’s instances; of its tasks on ecs.'),
      container: containerSchema(bakeMinutes),
      functionMemoryMegabytes: option(
        whole('MB', 128, 10_240),
        512,
        'Memory of the application’s function, which also buys its processor time; with compute lambda.',
      ),
      functionReservedConcurrency: choice(
        whole('executions', 1, 100_000),
        'Executions at once that are kept for the application’s function, and the most it gets; with compute lambda. Default: it shares those of the account.',
      ),
      trafficShift: option(
        v.picklist(
          ['all-at-once', 'canary-10-percent-5-minutes', 'canary-10-percent-15-minutes', 'linear-10-percent-every-minute'],
          'must be all-at-once, canary-10-percent-5-minutes, canary-10-percent-15-minutes or linear-10-percent-every-minute',
        ),
        'canary-10-percent-5-minutes',
        'How a deployment shifts requests to the new version, under the eyes of the alarms; with compute lambda.',
      ),
      loadInstanceType: option(armInstanceType, 't4g.nano', 'Type of the one instance that sends load; arm64.'),
      loadMinutes: option(whole('minutes', 0, 1440), loadMinutes, 'Load after each deployment; 0 = until the next deployment replaces it.'),
      loadRequestsPerMinute: option(whole('requests per minute', 1, 60_000), 150, 'Requests that the load test sends.'),
      gate,
      alarms,
    }),
    {},
  );

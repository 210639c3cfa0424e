import * as v from 'valibot';
import { choice, option } from '../option';
import { armInstanceType, whole } from '../units';
import type { alarmsSchema } from './alarms';
import type { gateSchema } from './gate';
import { vpcSchema } from './vpc';

/** What differs between the environments where nobody says. */
interface EnvironmentDefaults {
  readonly gate: ReturnType<typeof gateSchema>;
  readonly alarms: ReturnType<typeof alarmsSchema>;
  readonly loadMinutes: number;
}

/** Compute, load, gate and alarms of one environment. */
export const environmentSchema = ({ gate, alarms, loadMinutes }: EnvironmentDefaults) =>
  v.optional(
    v.strictObject({
      vpc: choice(vpcSchema, 'An existing VPC. Without it: a new one with two public subnets and no NAT gateway.'),
      instanceType: option(armInstanceType, 't4g.micro', 'Type of the application’s instances; arm64.'),
      instances: option(whole('instances', 1, 100), 1, 'Number of the application’s instances.'),
      loadInstanceType: option(armInstanceType, 't4g.nano', 'Type of the one instance that sends load; arm64.'),
      loadMinutes: option(whole('minutes', 0, 1440), loadMinutes, 'Load after each deployment; 0 = until the next deployment replaces it.'),
      loadRequestsPerMinute: option(whole('requests per minute', 1, 60_000), 150, 'Requests that the load test sends.'),
      gate,
      alarms,
    }),
    {},
  );

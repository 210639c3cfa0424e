/** Deployment configurations: how many instances at a time, and how many may fail. Pure. */
import type { Config, ServerConfig } from './model';
import { predefinedTraffic } from './function/traffic';

export interface ConfigRule {
  readonly name: string;
  readonly id: string;
  readonly minimum: ServerConfig['minimum'];
}

export const newConfig = ({ name, id, minimum }: ConfigRule): ServerConfig => ({
  name,
  id,
  platform: 'Server',
  minimum,
  minimumHealthy: (total) => Math.min(total, minimum.type === 'HOST_COUNT' ? minimum.value : Math.ceil((total * minimum.value) / 100)),
});

/** `CodeDeployDefault.OneAtATime` keeps all but one instance, whatever its percentage says. */
const oneAtATime: ServerConfig = {
  name: 'CodeDeployDefault.OneAtATime',
  platform: 'Server',
  id: '00000000-0000-0000-0000-000000000001',
  minimum: { type: 'FLEET_PERCENT', value: 99 },
  minimumHealthy: (total) => Math.max(0, total - 1),
};

export const predefined: readonly Config[] = [
  oneAtATime,
  newConfig({
    name: 'CodeDeployDefault.HalfAtATime',
    id: '00000000-0000-0000-0000-000000000002',
    minimum: { type: 'FLEET_PERCENT', value: 50 },
  }),
  newConfig({
    name: 'CodeDeployDefault.AllAtOnce',
    id: '00000000-0000-0000-0000-000000000003',
    minimum: { type: 'FLEET_PERCENT', value: 0 },
  }),
  ...predefinedTraffic,
];

/** How many instances are deployed to side by side; at least one. */
export const batchSize = (config: ServerConfig, total: number): number => Math.max(1, total - config.minimumHealthy(total));

/**
 * Whether the deployment has failed: too few good instances are left. One at a time, only the last of several may fail.
 */
export const hasFailed = (config: ServerConfig, count: { readonly total: number; readonly failed: number; readonly left: number }): boolean => {
  if (count.failed === 0) return false;
  if (config.name === oneAtATime.name) return count.left > 0 || count.total === 1;
  return count.total - count.failed < Math.max(1, config.minimumHealthy(count.total));
};

/** Takes an instance out of its load balancer for the time of a deployment, and puts it back. */
import type { Cloud } from '../../../cloud/cloud';
import type { Instance } from '../../../compute/instance';
import { balancingOf } from '../../load-balancer/balancing';
import { AgentError } from './agent-error';

/** How long CodeDeploy waits for an instance to become healthy, virtual milliseconds. */
const healthyWithin = 60 * 60_000;
/** Pause between two looks, virtual milliseconds. */
const lookEvery = 5_000;

export const blockTraffic = async (cloud: Cloud, names: readonly string[], instance: Instance, signal: AbortSignal): Promise<void> => {
  for (const arn of groups(cloud, names)) await balancingOf(cloud).deregister(arn, instance.id, signal);
};

/** Resolves once the load balancer finds the instance healthy. Throws AgentError where that takes too long. */
export const allowTraffic = async (cloud: Cloud, names: readonly string[], instance: Instance, signal: AbortSignal): Promise<void> => {
  for (const arn of groups(cloud, names)) {
    balancingOf(cloud).register(arn, instance);
    const end = cloud.clock.now() + healthyWithin;
    while (!balancingOf(cloud).isHealthy(arn, instance.id)) {
      if (cloud.clock.now() > end) {
        throw new AgentError('UnknownError', 'The instance did not become healthy behind the load balancer within an hour.');
      }
      await cloud.clock.sleep(lookEvery, signal);
    }
  }
};

const groups = (cloud: Cloud, names: readonly string[]): string[] =>
  names.map((name) => {
    const group = balancingOf(cloud).groupNamed(name);
    if (group !== undefined) return group.arn;
    throw new AgentError('UnknownError', `The target group ${name} of the deployment group does not exist.`);
  });

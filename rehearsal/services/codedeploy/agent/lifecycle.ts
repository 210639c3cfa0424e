/** Which lifecycle events an instance goes through. Pure. */
import type { HookEvent } from './appspec';

export type LifecycleEventName = HookEvent | 'BlockTraffic' | 'AllowTraffic' | 'DownloadBundle' | 'Install';

const deploy: readonly LifecycleEventName[] = [
  'ApplicationStop',
  'DownloadBundle',
  'BeforeInstall',
  'Install',
  'AfterInstall',
  'ApplicationStart',
  'ValidateService',
];

/** In order; behind a load balancer traffic is taken away first and given back last. */
export const lifecycle = (trafficControl: boolean): readonly LifecycleEventName[] =>
  trafficControl
    ? ['BeforeBlockTraffic', 'BlockTraffic', 'AfterBlockTraffic', ...deploy, 'BeforeAllowTraffic', 'AllowTraffic', 'AfterAllowTraffic']
    : deploy;

/** Events whose hooks come from the revision that was deployed before, since the new one is not there yet. */
export const runsFromPrevious = (event: LifecycleEventName): boolean =>
  event === 'ApplicationStop' || event === 'BeforeBlockTraffic' || event === 'AfterBlockTraffic';

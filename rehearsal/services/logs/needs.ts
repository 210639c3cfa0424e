import type { Cloud } from '../../cloud/cloud';
import type { Need } from '../../cloud/service';

/** What a call on a stream, or with no stream on its group, needs. AWS names the group as an unnamed stream of it. */
export const streamNeed = (cloud: Cloud, action: string, group: string, stream = ''): Need => ({
  action,
  resource: cloud.arn('logs', `log-group:${group}:log-stream:${stream}`),
});

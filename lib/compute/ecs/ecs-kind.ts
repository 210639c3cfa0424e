import { ConfigError } from '../../config/config-error';
import { applicationNames, type EnvironmentName } from '../../foundation/names';
import type { ComputeKind } from '../kind';

const unsupported = (): never => {
  throw new ConfigError(['compute must be ec2 or lambda in this version; received "ecs"']);
};

/** ECS Fargate. */
export const ecsKind: ComputeKind = {
  destination: (environment: EnvironmentName) => ({
    kind: 'service',
    cluster: `${applicationNames.sample}-${environment}`,
    service: applicationNames.sample,
  }),
  create: unsupported,
  deployAction: unsupported,
  pipelineStatements: unsupported,
};

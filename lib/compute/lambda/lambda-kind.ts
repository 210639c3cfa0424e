import { ConfigError } from '../../config/config-error';
import { applicationNames, groupNames } from '../../foundation/names';
import type { ComputeKind } from '../kind';

const unsupported = (): never => {
  throw new ConfigError(['compute must be ec2 in this version; received "lambda"']);
};

/** An alias of a Lambda function, behind a load balancer. */
export const lambdaKind: ComputeKind = {
  destination: (environment) => ({
    kind: 'function',
    applicationName: applicationNames.sample,
    deploymentGroupName: groupNames(environment).sample,
    functionName: `${applicationNames.sample}-${environment}`,
    alias: 'live',
  }),
  create: unsupported,
  deployAction: unsupported,
  pipelineStatements: unsupported,
};

import { applicationNames, groupNames, type EnvironmentName } from '../../foundation/names';
import type { ComputeKind } from '../kind';
import { serverDeployAction, serverDeployStatements } from '../server-deploys';
import { Ec2Compute } from './ec2-compute';

const group = (environment: EnvironmentName) => ({
  applicationName: applicationNames.sample,
  deploymentGroupName: groupNames(environment).sample,
});

/** An Auto Scaling group that CodeDeploy deploys to in place. */
export const ec2Kind: ComputeKind = {
  destination: (environment) => ({ kind: 'server', ...group(environment) }),
  create: (scope, props) => new Ec2Compute(scope, props),
  deployAction: (scope, { environment, ...props }) => serverDeployAction(scope, { ...props, ...group(environment) }),
  pipelineStatements: (scope, environments) => serverDeployStatements(scope, environments.map(group)),
};

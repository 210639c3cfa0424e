import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { DeployResource } from '../../../lambda/contract/deploy';
import type { EnvironmentName } from '../../foundation/names';
import type { Arns } from '../../gate/permissions';
import { functionDestination } from './destination';

/** What the deploy function reaches in the account and region of the scope: one function and its deployments. */
export function deployArns(scope: Construct, environment: EnvironmentName): Partial<Arns<DeployResource>> {
  const { partition, region, account } = Stack.of(scope);
  const { applicationName, deploymentGroupName, functionName } = functionDestination(environment);
  const arn = (service: string, resource: string): string => `arn:${partition}:${service}:${region}:${account}:${resource}`;
  return {
    function: [arn('lambda', `function:${functionName}`)],
    deploymentGroup: [arn('codedeploy', `deploymentgroup:${applicationName}/${deploymentGroupName}`)],
    application: [arn('codedeploy', `application:${applicationName}`)],
    deploymentConfigs: [arn('codedeploy', 'deploymentconfig:*')],
    alarms: ['*'],
  };
}

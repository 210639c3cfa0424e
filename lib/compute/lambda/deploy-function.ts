import { Lazy, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { deployPermissions, deployVariables, type DeployResource } from '../../../lambda/contract/deploy';
import { functionNames, type EnvironmentName } from '../../foundation/names';
import { HandlerFunction } from '../../gate/handler-function';
import { grant, type Arns } from '../../gate/permissions';
import type { ComputeProps } from '../kind';
import { functionDestination } from './destination';

/** The function behind the deploy action of an environment's stage: it can deploy to this environment and to no other. */
export class DeployFunction extends Construct {
  constructor(scope: Construct, id: string, { environment, config, foundation }: ComputeProps) {
    super(scope, id);
    const { artifacts } = foundation.buckets;
    const { function: code, role } = new HandlerFunction(this, 'Handler', {
      handler: 'deploy-function',
      functionName: functionNames(environment).deploy,
      description: `Deploys builds to ${environment}`,
      config,
      timeoutSeconds: 60,
    });
    code.addEnvironment(
      deployVariables.destination,
      Lazy.string({ produce: () => Stack.of(this).toJsonString(functionDestination(environment)) }),
    );
    grant(role, deployPermissions, {
      ...this.arns(environment),
      artifacts: [artifacts.arnForObjects('*')],
      artifactsKey: artifacts.encryptionKey === undefined ? [] : [artifacts.encryptionKey.keyArn],
      any: ['*'],
    });
  }

  private arns(environment: EnvironmentName): Partial<Arns<DeployResource>> {
    const { partition, region, account } = Stack.of(this);
    const { applicationName, deploymentGroupName, functionName } = functionDestination(environment);
    const arn = (service: string, resource: string): string => `arn:${partition}:${service}:${region}:${account}:${resource}`;
    return {
      function: [arn('lambda', `function:${functionName}`)],
      deploymentGroup: [arn('codedeploy', `deploymentgroup:${applicationName}/${deploymentGroupName}`)],
      application: [arn('codedeploy', `application:${applicationName}`)],
      deploymentConfigs: [arn('codedeploy', 'deploymentconfig:*')],
    };
  }
}

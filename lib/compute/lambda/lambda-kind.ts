import { Stack } from 'aws-cdk-lib';
import { LambdaInvokeAction } from 'aws-cdk-lib/aws-codepipeline-actions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Function } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { deployFunctionRole } from '../../accounts/roles';
import { functionNames, type EnvironmentName } from '../../foundation/names';
import type { ComputeKind } from '../kind';
import { DeployFunction, grantRelease } from './deploy-function';
import { functionDestination } from './destination';
import { LambdaCompute } from './lambda-compute';

/** By name only: the pipeline is made without knowing the environment's stack. */
function deployArn(scope: Construct, environment: EnvironmentName): string {
  const { partition, region, account } = Stack.of(scope);
  return `arn:${partition}:lambda:${region}:${account}:function:${functionNames(environment).deploy}`;
}

/** An alias of a Lambda function, behind a load balancer. CodePipeline has no CodeDeploy action for it, so a function deploys. */
export const lambdaKind: ComputeKind = {
  destination: functionDestination,
  create: (scope, props) => new LambdaCompute(scope, props),
  deployAction: (scope, { environment, actionName, input, runOrder }) =>
    new LambdaInvokeAction({
      actionName,
      inputs: [input],
      runOrder,
      lambda: Function.fromFunctionArn(scope, `${actionName}Function`, deployArn(scope, environment)),
    }),
  pipelineStatements: (scope, environments) => [
    new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: environments.map((name) => deployArn(scope, name)) }),
  ],
  fromTools: {
    deployer: (scope, id, props) => void new DeployFunction(scope, id, props),
    caller: deployFunctionRole,
    grant: grantRelease,
  },
};

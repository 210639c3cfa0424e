import { Lazy, Stack } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { deployPermissions, deployVariables, type DeployAccess, type DeployResource } from '../../../lambda/contract/deploy';
import { deployFunctionRole, placeOf, roleArn, roleNames } from '../../accounts/roles';
import type { Config } from '../../config/config';
import { functionNames, type EnvironmentName } from '../../foundation/names';
import { HandlerFunction } from '../../gate/handler-function';
import { grant, type Arns } from '../../gate/permissions';
import type { DeployerProps } from '../kind';
import { deployArns } from './deploy-arns';
import { functionDestination } from './destination';

/**
 * The function behind the deploy action of an environment's stage: it can deploy to this environment and to no other.
 * CodePipeline calls functions of its own account only, so it is there, and takes on a role of the environment's.
 */
export class DeployFunction extends Construct {
  constructor(scope: Construct, id: string, { environment, config, artifacts }: DeployerProps) {
    super(scope, id);
    const access = deployAccess(config, environment);
    const { function: code, role } = new HandlerFunction(this, 'Handler', {
      handler: 'deploy-function',
      functionName: functionNames(environment).deploy,
      description: `Deploys builds to ${environment}`,
      config,
      timeoutSeconds: 60,
      ...(access && { roleName: deployFunctionRole(environment) }),
    });
    this.tell(code, environment, access);
    const own: Partial<Arns<DeployResource>> = {
      artifacts: [artifacts.arnForObjects('*')],
      artifactsKey: artifacts.encryptionKey === undefined ? [] : [artifacts.encryptionKey.keyArn],
      any: ['*'],
    };
    grant(role, deployPermissions, { ...own, ...(access === undefined ? deployArns(this, environment) : { releaseRole: [access.roleArn] }) });
  }

  private tell(code: Function, environment: EnvironmentName, access: DeployAccess | undefined): void {
    const destination = Lazy.string({ produce: () => Stack.of(this).toJsonString(functionDestination(environment)) });
    code.addEnvironment(deployVariables.destination, destination);
    if (access !== undefined) code.addEnvironment(deployVariables.access, JSON.stringify(access));
  }
}

/** How the function reaches an environment that has an account of its own. */
function deployAccess({ accounts, pipelineName }: Config, environment: EnvironmentName): DeployAccess | undefined {
  if (accounts === undefined) return undefined;
  const place = accounts[placeOf(environment)];
  return { roleArn: roleArn(place, roleNames(environment).release), region: place.region, externalId: pipelineName };
}

/** Lets a role of an environment's account do there what the function does when it has taken it on. */
export const grantRelease = (role: Role, environment: EnvironmentName): void => grant(role, deployPermissions, deployArns(role, environment));

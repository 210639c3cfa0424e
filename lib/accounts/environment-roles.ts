import { Stack } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Destination } from '../../lambda/contract/destination';
import { computeKind } from '../compute/kinds';
import { serverDeployStatements } from '../compute/server-deploys';
import type { Config } from '../config/config';
import type { AccountsConfig } from '../config/sections/accounts';
import { loadTestGroup, type EnvironmentName } from '../foundation/names';
import { grant } from '../gate/permissions';
import { computeArns } from '../gate/pipeline-arns';
import { acknowledgeWildcard } from '../nag/acknowledge';
import { environmentPermissions } from './environment-permissions';
import { goesBack, roleArn, roleNames, rolesOfStack, stackNames } from './roles';

/** An environment in an account of its own, and who comes into it. */
export interface EnvironmentRolesProps {
  readonly environment: EnvironmentName;
  readonly config: Config;
  readonly accounts: AccountsConfig;
  readonly artifacts: IBucket;
  readonly destination: Destination;
}

/**
 * The only ways from the tools account into an environment's: CodePipeline deploys, the functions of the gate and of
 * healing look, and those of them that repair redeploy. Each role trusts the roles of the stacks that need it.
 */
export class EnvironmentRoles extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: EnvironmentRolesProps,
  ) {
    super(scope, id);
    this.deploy();
    this.release();
    this.functions('Read', 'read', 'Looks at metrics, alarms and deployments for the gate and healing of the tools account');
    if (goesBack(props.environment)) this.functions('Redeploy', 'redeploy', 'Redeploys for the gate and healing of the tools account');
  }

  private deploy(): void {
    const { environment, config, artifacts } = this.props;
    const callers = this.rolesOf(stackNames.pipeline);
    const role = this.role('Deploy', roleNames(environment).deploy, 'CodePipeline of the tools account deploys with it', callers);
    const kind = computeKind(config);
    const objects = artifacts.arnForObjects('*');
    const { encryptionKey: key } = artifacts;
    const statements = [
      ...(kind.fromTools === undefined ? kind.pipelineStatements(this, [environment]) : []),
      ...serverDeployStatements(this, [loadTestGroup(environment)]),
      new PolicyStatement({ actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: [objects] }),
      new PolicyStatement({ actions: ['s3:GetBucketLocation', 's3:ListBucket'], resources: [artifacts.bucketArn] }),
      ...(key === undefined ? [] : [new PolicyStatement({ actions: ['kms:Decrypt'], resources: [key.keyArn] })]),
    ];
    for (const statement of statements) role.addToPolicy(statement);
    acknowledgeWildcard(role, objects, 'CodePipeline gives artifacts random keys.');
    for (const { resource, reason } of kind.pipelineWildcards?.(this, [environment]) ?? []) acknowledgeWildcard(role, resource, reason);
  }

  /** Where the deploy action runs in the tools account, what it calls comes in by a role of its own, and nobody else does. */
  private release(): void {
    const { environment, config, accounts } = this.props;
    const { fromTools } = computeKind(config);
    if (fromTools === undefined) return;
    const callers = [roleArn(accounts.tools, fromTools.caller(environment))];
    const description = 'The deploy function of the tools account releases builds with it';
    fromTools.grant(this.role('Release', roleNames(environment).release, description, callers, config.pipelineName), environment);
  }

  private functions(id: 'Read' | 'Redeploy', purpose: 'read' | 'redeploy', description: string): void {
    const { environment, config, accounts, destination } = this.props;
    const people = purpose === 'read' ? (accounts.readers ?? []) : [];
    const callers = [...this.rolesOf(stackNames.gate, stackNames.healing), ...people];
    const role = this.role(id, roleNames(environment)[purpose], description, callers, config.pipelineName);
    const arns = {
      ...computeArns(this, destination),
      slos: [Stack.of(this).formatArn({ service: 'application-signals', resource: 'slo', resourceName: '*' })],
      any: ['*'],
    };
    grant(role, environmentPermissions(purpose, new Set(Object.keys(arns))), arns);
  }

  private rolesOf(...stacks: readonly string[]): readonly string[] {
    return stacks.map((stack) => rolesOfStack(this.props.accounts.tools, stack));
  }

  /** The tools account as a whole is named, but of it only these callers come in: a policy cannot name a role that is not there yet. */
  private role(id: string, roleName: string, description: string, callers: readonly string[], externalId?: string): Role {
    const { tools } = this.props.accounts;
    return new Role(this, id, {
      roleName,
      description,
      assumedBy: new AccountPrincipal(tools.id).withConditions({
        ArnLike: { 'aws:PrincipalArn': callers },
        ...(externalId !== undefined && { StringEquals: { 'sts:ExternalId': externalId } }),
      }),
    });
  }
}

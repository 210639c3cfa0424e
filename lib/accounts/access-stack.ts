import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AccountAccess } from '../../lambda/contract/account-access';
import type { EnvironmentStack } from '../compute/environment-stack';
import { computeKind } from '../compute/kinds';
import type { Config } from '../config/config';
import type { AccountsConfig } from '../config/sections/accounts';
import type { EnvironmentBase } from '../foundation/applications';
import type { EnvironmentName } from '../foundation/names';
import { stackProps } from '../foundation/removal';
import { EnvironmentRoles } from './environment-roles';
import { EventForwarding } from './event-forwarding';
import { goesBack, placeOf, roleArn, roleNames } from './roles';

/** An environment in an account of its own. */
export interface AccessStackProps {
  readonly environment: EnvironmentName;
  readonly config: Config;
  readonly accounts: AccountsConfig;
  readonly base: EnvironmentBase;
  readonly compute: EnvironmentStack;
}

/** What connects an environment's account with the tools account: roles in one direction, events in the other. */
export class AccessStack extends Stack {
  constructor(scope: Construct, id: string, { environment, config, accounts, base, compute }: AccessStackProps) {
    super(
      scope,
      id,
      stackProps(config, `Unbreakable pipeline: access to ${environment.toLowerCase()} from the tools account`, placeOf(environment)),
    );
    new EnvironmentRoles(this, 'Roles', {
      environment,
      config,
      accounts,
      artifacts: base.buckets.artifacts,
      destination: computeKind(config).destination(environment),
    });
    new EventForwarding(this, 'Events', {
      tools: accounts.tools,
      alarmArns: [...compute.alarms.arns, ...this.namedAlarms(environment, config)],
      insights: config.devopsGuru !== undefined,
      services: config.compute === 'ecs',
    });
  }

  /** Alarms of the team that report problems of production, by name. */
  private namedAlarms(environment: EnvironmentName, { healing }: Config): readonly string[] {
    const names = environment === 'Production' ? healing.production.alarms : [];
    return names.map((resourceName) =>
      this.formatArn({ service: 'cloudwatch', resource: 'alarm', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME }),
    );
  }
}

/** How the functions reach an environment, where it has an account of its own. */
export function accountAccess({ accounts, pipelineName }: Config, environment: EnvironmentName): AccountAccess | undefined {
  if (accounts === undefined) return undefined;
  const place = accounts[placeOf(environment)];
  const names = roleNames(environment);
  return {
    readRoleArn: roleArn(place, names.read),
    ...(goesBack(environment) && { redeployRoleArn: roleArn(place, names.redeploy) }),
    region: place.region,
    externalId: pipelineName,
  };
}


import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { taskRolePath } from '../../lambda/contract/destination';
import { logRoleNames, placeOf, roleArn, rolesOfStack, stackNames } from '../accounts/roles';
import { ecsNames } from '../compute/ecs/names';
import type { Config } from '../config/config';
import type { AccountsConfig } from '../config/sections/accounts';
import type { EnvironmentName } from '../foundation/names';
import { isDirect } from './direct-log';
import { letForward, letPut } from './log-way';

const senders = { forward: { id: 'Forward', who: 'The log forwarder' }, send: { id: 'Send', who: 'The application' } } as const;

/**
 * How documents of environments with accounts of their own come in: Firehose knows no policy of its own, so whoever
 * sends from another account takes on a role of this one.
 */
export class LogSenders extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly config: Config,
    private readonly accounts: AccountsConfig,
    bucket: IBucket,
  ) {
    super(scope, id);
    for (const environment of ['Staging', 'Production'] as const) {
      const callers = rolesOfStack(accounts[placeOf(environment)], stackNames.logging(environment));
      letForward(this.role(environment, 'forward', callers), bucket);
      if (isDirect(config)) letPut(this.role(environment, 'send', this.applicationOf(environment)));
    }
  }

  /** The whole account is named, but of it only these roles come in: a policy cannot name a role that is not there yet. */
  private role(environment: EnvironmentName, purpose: 'forward' | 'send', callers: string): Role {
    const { id, who } = senders[purpose];
    return new Role(this, `${environment}${id}`, {
      roleName: logRoleNames(environment)[purpose],
      description: `${who} of ${environment.toLowerCase()} sends documents with it`,
      assumedBy: new AccountPrincipal(this.accounts[placeOf(environment)].id).withConditions({
        ArnLike: { 'aws:PrincipalArn': callers },
      }),
    });
  }

  /** Roles that the application runs as: those of instances are named like their stack, those of tasks have a path. */
  private applicationOf(environment: EnvironmentName): string {
    const place = this.accounts[placeOf(environment)];
    if (this.config.compute !== 'ecs') return rolesOfStack(place, stackNames.environment(environment));
    return roleArn(place, `${taskRolePath(ecsNames(environment).cluster).slice(1)}*`);
  }
}

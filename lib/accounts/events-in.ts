import { CfnResource, type Stack } from 'aws-cdk-lib';
import type { AccountsConfig } from '../config/sections/accounts';
import { toolsBusArn } from './event-forwarding';
import { placeOf, rolesOfStack, stackNames } from './roles';

/** Lets the rules of the environments' accounts send to the event bus of the tools account. */
export function letEventsIn(stack: Stack, id: string, accounts: AccountsConfig): void {
  for (const environment of ['Staging', 'Production'] as const) {
    const place = accounts[placeOf(environment)];
    const Sid = `Unbreakable${environment}`;
    // Not CDK's class of it, which warns of a deprecated property that nobody has set.
    new CfnResource(stack, `${id}${environment}`, {
      type: 'AWS::Events::EventBusPolicy',
      properties: {
        StatementId: Sid,
        Statement: {
          Sid,
          Effect: 'Allow',
          Principal: { AWS: `arn:${stack.partition}:iam::${place.id}:root` },
          Action: 'events:PutEvents',
          Resource: toolsBusArn(accounts.tools),
          Condition: { ArnLike: { 'aws:PrincipalArn': rolesOfStack(place, stackNames.access(environment)) } },
        },
      },
    });
  }
}

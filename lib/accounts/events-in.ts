import type { Stack } from 'aws-cdk-lib';
import { CfnEventBusPolicy } from 'aws-cdk-lib/aws-events';
import type { AccountsConfig } from '../config/sections/accounts';
import { toolsBusArn } from './event-forwarding';
import { placeOf, rolesOfStack, stackNames } from './roles';

/** Lets the rules of the environments' accounts send to the event bus of the tools account. */
export function letEventsIn(stack: Stack, id: string, accounts: AccountsConfig): void {
  for (const environment of ['Staging', 'Production'] as const) {
    const place = accounts[placeOf(environment)];
    new CfnEventBusPolicy(stack, `${id}${environment}`, {
      statementId: `Unbreakable${environment}`,
      statement: {
        Sid: `Unbreakable${environment}`,
        Effect: 'Allow',
        Principal: { AWS: `arn:${stack.partition}:iam::${place.id}:root` },
        Action: 'events:PutEvents',
        Resource: toolsBusArn(accounts.tools),
        Condition: { ArnLike: { 'aws:PrincipalArn': rolesOfStack(place, stackNames.access(environment)) } },
      },
    });
  }
}

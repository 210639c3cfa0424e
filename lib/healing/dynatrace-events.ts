import { Stack } from 'aws-cdk-lib';
import { EventBus, Match, type IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { problemEventPatterns } from '../../lambda/contract/healing-environment';
import type { HealingConfig } from '../config/sections/healing';
import { problemRule, type ProblemTargets } from './problem-events';

/** Who issues the tokens of Dynatrace's connections to AWS. */
const issuer = 'token.dynatrace.com';

/** Sources of partner event buses begin with this. */
const partnerSource = 'aws.partner/dynatrace.com/';

type Settings = Pick<HealingConfig, 'dynatraceEventBus' | 'dynatraceConnection'>;

/** Dynatrace's problems without a public endpoint: a bus of their own where there is one, and the role that may put them there. */
export class DynatraceEvents extends Construct {
  /** Assumed by the workflows of one Dynatrace connection; absent where none is configured. */
  readonly role: Role | undefined;

  constructor(scope: Construct, id: string, targets: ProblemTargets, { dynatraceEventBus, dynatraceConnection }: Settings) {
    super(scope, id);
    const bus = dynatraceEventBus === undefined ? undefined : EventBus.fromEventBusName(this, 'Bus', dynatraceEventBus);
    if (bus !== undefined) this.listen(bus, targets);
    this.role = dynatraceConnection && this.sender(dynatraceConnection, bus);
  }

  /** A partner's events name their bus as source and have types of their own; on a bus of ours they look as on the default one. */
  private listen(eventBus: IEventBus, targets: ProblemTargets): void {
    const source = [...problemEventPatterns.Dynatrace.source, ...Match.prefix(partnerSource)];
    problemRule(this, 'Problems', 'A problem of Dynatrace on its own bus', { source, eventBus }, targets);
  }

  private sender({ audience, subject }: NonNullable<Settings['dynatraceConnection']>, bus: IEventBus | undefined): Role {
    const stack = Stack.of(this);
    const provider = stack.formatArn({ service: 'iam', region: '', resource: 'oidc-provider', resourceName: issuer });
    const role = new Role(this, 'Sender', {
      description: 'Lets the workflows of a Dynatrace connection send problems, and nothing else',
      assumedBy: new WebIdentityPrincipal(provider, { StringEquals: { [`${issuer}:aud`]: audience, [`${issuer}:sub`]: subject } }),
    });
    const { source, 'detail-type': type } = problemEventPatterns.Dynatrace;
    role.addToPolicy(
      new PolicyStatement({
        actions: ['events:PutEvents'],
        resources: [bus?.eventBusArn ?? stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' })],
        conditions: { StringEquals: { 'events:source': [...source], 'events:detail-type': [...type] } },
      }),
    );
    return role;
  }
}

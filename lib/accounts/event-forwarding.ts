import { Role, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventBus, Rule, type EventPattern, type IEventBus } from 'aws-cdk-lib/aws-events';
import { EventBus as ToBus } from 'aws-cdk-lib/aws-events-targets';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import type { Place } from '../config/sections/accounts';
import { serviceDeployments } from '../compute/ecs/names';
import { applicationNames } from '../foundation/names';

/** What an environment tells the tools account. */
export interface EventForwardingProps {
  readonly tools: Place;
  /** Alarms that self-healing hears. */
  readonly alarmArns: readonly string[];
  /** Whether insights of DevOps Guru are among what is told. */
  readonly insights: boolean;
  /** Whether the application runs on ECS. */
  readonly services: boolean;
}

/** ARN of the event bus that events are sent to. */
export const toolsBusArn = ({ id, region }: Place): string =>
  `arn:${RegionInfo.get(region).partition ?? 'aws'}:events:${region}:${id}:event-bus/default`;

/**
 * Sends what the tools account must hear of an environment to its event bus: alarms, deployments and news of AWS Health.
 * Rules match exactly these, so that a mistake in one account cannot flood the other.
 */
export class EventForwarding extends Construct {
  private readonly bus: IEventBus;
  private readonly role: Role;

  constructor(scope: Construct, id: string, { tools, alarmArns, insights, services }: EventForwardingProps) {
    super(scope, id);
    this.bus = EventBus.fromEventBusArn(this, 'Tools', toolsBusArn(tools));
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('events.amazonaws.com'),
      description: 'Sends events to the tools account',
    });
    this.role.addToPolicy(new PolicyStatement({ actions: ['events:PutEvents'], resources: [this.bus.eventBusArn] }));
    this.rule('Alarms', 'An alarm of the environment has changed', {
      source: ['aws.cloudwatch'],
      detailType: ['CloudWatch Alarm State Change'],
      resources: [...alarmArns],
    });
    this.rule('Deployments', 'A deployment of the environment began or ended', {
      source: ['aws.codedeploy'],
      detailType: ['CodeDeploy Deployment State-change Notification'],
      detail: { application: [applicationNames.sample] },
    });
    if (services) this.rule('ServiceDeployments', 'A deployment of ECS began or ended', serviceDeployments);
    this.rule('Health', 'AWS Health has news of this account', { source: ['aws.health'] });
    if (insights) this.rule('Insights', 'DevOps Guru has an insight', { source: ['aws.devops-guru'] });
  }

  private rule(id: string, description: string, eventPattern: EventPattern): void {
    new Rule(this, id, { description, eventPattern, targets: [new ToBus(this.bus, { role: this.role })] });
  }
}

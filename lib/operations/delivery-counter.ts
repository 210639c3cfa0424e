import { Duration } from 'aws-cdk-lib';
import { Rule, type EventPattern } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { eventSource, eventTypes } from '../../lambda/contract/environment';
import { serviceDeployments } from '../compute/ecs/names';
import type { Config } from '../config/config';
import { applicationNames } from '../foundation/names';
import { HandlerFunction } from '../gate/handler-function';

/**
 * Counts decisions, deployments and rollbacks. A function that writes metrics into its log, because that needs no
 * permission and keeps the gate free of it; EventBridge's own metrics know no stage and no decision.
 */
export class DeliveryCounter extends Construct {
  private readonly target: LambdaFunction;

  constructor(scope: Construct, id: string, config: Config, undelivered: IQueue) {
    super(scope, id);
    const counter = new HandlerFunction(this, 'Counter', {
      handler: 'delivery-metrics',
      description: 'Counts decisions, deployments and rollbacks',
      config,
      timeoutSeconds: 10,
      undelivered,
    });
    this.target = new LambdaFunction(counter.function, { deadLetterQueue: undelivered, retryAttempts: 10, maxEventAge: Duration.hours(2) });
    this.rule('Gate', 'A gate decided or rolled back', {
      source: [eventSource],
      detailType: [eventTypes.decision, eventTypes.remediation],
    });
    this.rule('Deployment', 'A deployment began or failed', {
      source: ['aws.codedeploy'],
      detailType: ['CodeDeploy Deployment State-change Notification'],
      detail: { application: [applicationNames.sample], state: ['START', 'FAILURE'] },
    });
    if (config.compute === 'ecs') {
      this.rule('ServiceDeployment', 'A deployment of ECS began or failed', {
        ...serviceDeployments,
        detail: { eventName: ['SERVICE_DEPLOYMENT_IN_PROGRESS', 'SERVICE_DEPLOYMENT_FAILED'] },
      });
    }
  }

  private rule(id: string, description: string, eventPattern: EventPattern): void {
    new Rule(this, id, { description, eventPattern, targets: [this.target] });
  }
}

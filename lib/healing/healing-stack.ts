import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { stackProps } from '../foundation/removal';
import { acknowledgeCustomResources } from '../nag/custom-resources';
import { HealingService, type HealingServiceProps } from './healing-service';

/** Self-healing and its outputs. */
export class HealingStack extends Stack {
  readonly service: HealingService;

  constructor(scope: Construct, id: string, props: HealingServiceProps) {
    const { config } = props;
    super(scope, id, stackProps(config, 'Unbreakable pipeline: self-healing of production'));
    this.service = new HealingService(this, 'Healing', props);
    acknowledgeCustomResources(this);

    const { secrets, webhooks, dynatraceEvents } = this.service;
    new CfnOutput(this, 'WebhookUrl', {
      value: webhooks.url,
      description: 'Reporters post problems to <this>/dynatrace, /generic or /pagerduty',
    });
    new CfnOutput(this, 'WebhookSecretArn', {
      value: secrets.webhook.secretArn,
      description: 'Put the values that reporters use here: docs/healing.md',
    });
    if (secrets.dynatrace !== undefined) {
      new CfnOutput(this, 'DynatraceSecretArn', {
        value: secrets.dynatrace.secretArn,
        description: 'Put {"url": …, "token": …} here, so that problems are commented on',
      });
    }
    if (dynatraceEvents.role !== undefined) {
      new CfnOutput(this, 'DynatraceRoleArn', {
        value: dynatraceEvents.role.roleArn,
        description: 'The role of the Dynatrace connection whose workflows send problems',
      });
    }
    new CfnOutput(this, 'UnlockCommand', {
      value: `npx unbreakable unlock ${config.pipelineName}`,
      description: 'Lets builds into production again after a rollback',
    });
  }
}

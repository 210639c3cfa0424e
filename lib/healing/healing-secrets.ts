import { SecretValue } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Config } from '../config/config';
import { removalPolicy } from '../foundation/removal';
import { acknowledge } from '../nag/acknowledge';

/** Secrets that operators fill in after the deployment. Empty ones let nobody in and call nobody. */
export class HealingSecrets extends Construct {
  /** By reporter one or two active values: JSON of WebhookSecrets. */
  readonly webhook: Secret;
  /** Address and token of Dynatrace: JSON of DynatraceAccess. Absent where problems are not commented on. */
  readonly dynatrace: Secret | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly config: Config,
  ) {
    super(scope, id);
    this.webhook = this.empty('Webhook', 'What reporters of problems sign with, by reporter one or two values');
    this.dynatrace = config.healing.dynatraceComments
      ? this.empty('Dynatrace', 'Address and API token of Dynatrace, for comments on problems')
      : undefined;
  }

  private empty(id: string, description: string): Secret {
    const secret = new Secret(this, id, {
      description,
      // No secret yet, so it may stand in the template; later deployments leave what the operator has put.
      secretStringValue: SecretValue.unsafePlainText('{}'),
      removalPolicy: removalPolicy(this.config),
    });
    acknowledge(secret, {
      SMG4: 'The other side must change with it; two values are active at a time, so that an operator can do that without a gap.',
    });
    return secret;
  }
}

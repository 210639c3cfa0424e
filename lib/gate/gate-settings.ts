import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { Config } from '../config/config';
import { removalPolicy } from '../foundation/removal';
import { acknowledge } from '../nag/acknowledge';

/** What people change while the gate runs. */
export class GateSettings extends Construct {
  /** The kill switch: `on` lets the gate act; anything else makes it hold. */
  readonly killSwitch: StringParameter;
  /** Signs the links to reports. */
  readonly reportSecret: Secret;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    this.killSwitch = new StringParameter(this, 'Switch', {
      parameterName: '/unbreakable/switch',
      description: 'on: the release gate answers approvals and rolls back; off: it holds and people decide',
      stringValue: 'on',
    });
    this.reportSecret = new Secret(this, 'ReportSecret', {
      description: 'Signs the links to reports of the release gate',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: removalPolicy(config),
    });
    acknowledge(this.reportSecret, { SMG4: 'A rotation would break the links that people hold; change it by hand to void them all.' });
  }
}

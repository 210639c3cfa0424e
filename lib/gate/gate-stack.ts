import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from '../config/config';
import type { FoundationStack } from '../foundation/foundation-stack';
import { stackProps } from '../foundation/removal';
import { acknowledgeCustomResources } from '../nag/custom-resources';
import { GateService } from './gate-service';

/** The release gate and its outputs. */
export class GateStack extends Stack {
  readonly service: GateService;

  constructor(scope: Construct, id: string, config: Config, foundation: FoundationStack) {
    super(scope, id, stackProps(config, 'Unbreakable pipeline: the release gate'));
    this.service = new GateService(this, 'Gate', config, foundation.notifications);
    acknowledgeCustomResources(this);

    new CfnOutput(this, 'ValidationsTableName', {
      value: this.service.store.validations.tableName,
      description: 'The record of every gate',
    });
    new CfnOutput(this, 'ReportUrl', {
      value: this.service.reportApi.url,
      description: 'Address of the reports; pages open with a signed link only',
    });
    new CfnOutput(this, 'KillSwitch', {
      value: this.service.settings.killSwitch.parameterName,
      description: 'SSM parameter: off makes the gate hold',
    });
    new CfnOutput(this, 'ReportLinkCommand', {
      value: `npx unbreakable link ${config.pipelineName}`,
      description: 'Prints a signed link to the builds of the pipeline',
    });
  }
}

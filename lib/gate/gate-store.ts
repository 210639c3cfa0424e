import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Config } from '../config/config';
import { privateBucket } from '../foundation/bucket';
import { acknowledge } from '../nag/acknowledge';
import { validationsTable } from './validations-table';

/** What the gate remembers: its validations, and the evidence of every verdict. */
export class GateStore extends Construct {
  readonly validations: Table;
  readonly evidence: IBucket;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    this.validations = validationsTable(this, 'Validations', config);
    this.evidence = privateBucket(this, 'Evidence', config, {
      lifecycleRules: [{ id: 'Old', expiration: Duration.days(config.retention.evidenceDays) }],
    });
    acknowledge(this.evidence, { S1: 'Only the gate writes it and only reports read it, both with a log of their own.' });
  }
}

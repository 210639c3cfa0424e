import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { validationIndexes } from '../../lambda/contract/environment';
import type { Config } from '../config/config';
import { removalPolicy } from '../foundation/removal';

/** The table of validations: paid by request, recoverable to any second of 35 days, items expire by themselves. */
export function validationsTable(scope: Construct, id: string, config: Config): Table {
  const table = new Table(scope, id, {
    partitionKey: { name: 'validationId', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    timeToLiveAttribute: 'expiresAt',
    encryption: TableEncryption.AWS_MANAGED,
    deletionProtection: config.removal === 'retain',
    removalPolicy: removalPolicy(config),
  });
  const sortKey = { name: 'registeredAt', type: AttributeType.NUMBER };
  const projectionType = ProjectionType.ALL;
  table.addGlobalSecondaryIndex({
    indexName: validationIndexes.byPipeline,
    partitionKey: { name: 'pipeline', type: AttributeType.STRING },
    sortKey,
    projectionType,
  });
  table.addGlobalSecondaryIndex({
    indexName: validationIndexes.byStatus,
    partitionKey: { name: 'status', type: AttributeType.STRING },
    sortKey,
    projectionType,
  });
  return table;
}

/** Tables as templates describe them: AWS::DynamoDB::Table and, from CDK's TableV2, AWS::DynamoDB::GlobalTable. */
import * as v from 'valibot';
import { flag } from '../input';

const keySchema = v.array(v.object({ AttributeName: v.string(), KeyType: v.picklist(['HASH', 'RANGE']) }));
const projection = v.object({
  ProjectionType: v.picklist(['ALL', 'INCLUDE', 'KEYS_ONLY']),
  NonKeyAttributes: v.exactOptional(v.array(v.string())),
});
const index = v.object({ IndexName: v.string(), KeySchema: keySchema, Projection: projection });

export const tableProperties = v.object({
  TableName: v.exactOptional(v.string()),
  AttributeDefinitions: v.array(v.object({ AttributeName: v.string(), AttributeType: v.picklist(['S', 'N', 'B']) })),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: v.exactOptional(v.array(index)),
  LocalSecondaryIndexes: v.exactOptional(v.array(index)),
  TimeToLiveSpecification: v.exactOptional(v.object({ AttributeName: v.exactOptional(v.string()), Enabled: flag })),
  StreamSpecification: v.exactOptional(v.unknown()),
});

export type TableProperties = v.InferOutput<typeof tableProperties>;

/** The CreateTable call that the engine understands; capacity, encryption and backups mean nothing on a laptop. */
export const createTableInput = (name: string, properties: TableProperties): object => ({
  TableName: name,
  AttributeDefinitions: properties.AttributeDefinitions,
  KeySchema: properties.KeySchema,
  GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes,
  LocalSecondaryIndexes: properties.LocalSecondaryIndexes,
  BillingMode: 'PAY_PER_REQUEST',
});

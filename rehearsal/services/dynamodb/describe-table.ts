/** Turns dynalite's description of a table into that of a table of this account. */
import type { Cloud } from '../../cloud/cloud';
import { stableUuid } from '../../cloud/physical-name';

interface Description {
  readonly TableName?: string;
  readonly GlobalSecondaryIndexes?: readonly { readonly IndexName?: string }[];
}

/** Capacity is left out: on-demand tables have none worth telling. */
export const describeTable = (cloud: Cloud, created: Date, answer: Readonly<Record<string, unknown>>) => {
  const {
    ProvisionedThroughput: _capacity,
    TableThroughputModeSummary: _mode,
    ...table
  } = Object(answer['Table']) as Description & Readonly<Record<string, unknown>>;
  const arn = cloud.arn('dynamodb', `table/${table.TableName ?? ''}`);
  const indexes = table.GlobalSecondaryIndexes?.map((index) => {
    const { ProvisionedThroughput: _own, ...rest } = index as typeof index & { readonly ProvisionedThroughput?: unknown };
    return { ...rest, IndexArn: `${arn}/index/${index.IndexName ?? ''}` };
  });
  return {
    Table: {
      ...table,
      TableArn: arn,
      TableId: stableUuid(arn),
      CreationDateTime: created,
      ...(indexes ? { GlobalSecondaryIndexes: indexes } : {}),
    },
  };
};

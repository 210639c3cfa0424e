/** Which tables and indexes an operation of DynamoDB touches. */
import * as v from 'valibot';
import type { Cloud } from '../../cloud/cloud';
import type { Need } from '../../cloud/service';
import { parseInput } from '../input';

const table = v.pipe(
  v.string(),
  v.transform((name) => name.replace(/^arn:aws:dynamodb:.*:table\//, '')),
);

/** Input of an operation on one table; every other member goes to the engine as it is. */
export const oneTable = v.looseObject({ TableName: table, IndexName: v.exactOptional(v.string()) });

/** Input of BatchGetItem and BatchWriteItem: by table name. */
export const manyTables = v.looseObject({ RequestItems: v.record(table, v.unknown()) });

export type OneTable = v.InferOutput<typeof oneTable>;

export const needsOf = (cloud: Cloud, operation: string, input: unknown): readonly Need[] => {
  const action = `dynamodb:${operation}`;
  if (operation === 'ListTables') return [{ action, resource: '*' }];
  if (operation.startsWith('Batch')) {
    const { RequestItems } = parseInput(manyTables, input);
    return Object.keys(RequestItems).map((name) => ({ action, resource: cloud.arn('dynamodb', `table/${name}`) }));
  }
  const { TableName, IndexName } = parseInput(oneTable, input);
  const index = IndexName === undefined ? '' : `/index/${IndexName}`;
  return [{ action, resource: cloud.arn('dynamodb', `table/${TableName}${index}`) }];
};

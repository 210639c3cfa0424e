/** Tables whose lines are read by a pattern, with partitions of days that are worked out from the objects' paths. */
import * as v from 'valibot';
import type { ResourceRequest } from '../../cloud/service';
import { refuse, text } from '../input';

/** Types of columns that are rehearsed. */
const types = ['string', 'int', 'bigint', 'double'] as const;

const column = v.looseObject({ Name: text, Type: v.picklist(types, `only ${types.join(', ')} are rehearsed`) });

const parameters = v.looseObject({
  'projection.enabled': v.literal('true', 'only tables with partition projection are rehearsed'),
  'storage.location.template': text,
});

const serde = v.looseObject({
  SerializationLibrary: v.literal('org.apache.hadoop.hive.serde2.RegexSerDe', 'only tables read by a pattern are rehearsed'),
  Parameters: v.looseObject({ 'input.regex': text }),
});

export const tableProperties = v.looseObject({
  DatabaseName: text,
  TableInput: v.looseObject({
    Name: text,
    PartitionKeys: v.pipe(v.array(v.looseObject({ Name: text })), v.length(1, 'exactly one partition key is rehearsed')),
    Parameters: parameters,
    StorageDescriptor: v.looseObject({ Columns: v.pipe(v.array(column), v.minLength(1)), SerdeInfo: serde }),
  }),
});

export interface Column {
  readonly name: string;
  readonly type: (typeof types)[number];
}

export interface Table {
  readonly database: string;
  readonly name: string;
  readonly bucket: string;
  /** Of the objects' keys, up to the partition. */
  readonly prefix: string;
  readonly partitionKey: string;
  readonly columns: readonly Column[];
  /** A line has to match it from its first to its last character. */
  readonly pattern: RegExp;
}

/** @throws AwsError where the pattern has not one group for each column, or the partition is not the end of the location */
export const toTable = (request: ResourceRequest, { DatabaseName, TableInput }: v.InferOutput<typeof tableProperties>): Table => {
  const { Name: name, PartitionKeys, Parameters, StorageDescriptor } = TableInput;
  const partitionKey = PartitionKeys[0]?.Name ?? '';
  const columns = StorageDescriptor.Columns.map(({ Name, Type }) => ({ name: Name, type: Type }));
  const source = StorageDescriptor.SerdeInfo.Parameters['input.regex'];
  const groups = (new RegExp(`${source}|`).exec('')?.length ?? 1) - 1;
  if (groups !== columns.length) refuse(request, `a pattern of ${groups} groups for ${columns.length} columns`, 'give each column one.');
  const template = Parameters['storage.location.template'];
  const location = new RegExp(String.raw`^s3://([^/]+)/(.*)\$\{${partitionKey}\}/?$`).exec(template);
  const [, bucket = '', prefix = ''] = location ?? refuse(request, `the location ${template}`, `end it with \${${partitionKey}}.`);
  return { database: DatabaseName, name, bucket, prefix, partitionKey, columns, pattern: new RegExp(`^(?:${source})$`) };
};

/**
 * Athena and its Glue catalogue, as far as templates fill them: tables over objects of a bucket, and named queries. There
 * is no engine: what a table makes of the objects can be read (table-reader.ts), and what queries name be checked.
 */
import * as v from 'valibot';
import { physicalName } from '../../cloud/physical-name';
import type { ResourceProvider, Service } from '../../cloud/service';
import { AwsError } from '../../cloud/aws-error';
import { parseProperties, text } from '../input';
import { tableProperties, toTable, type Table } from './table';

/** A query that a person may choose. */
export interface NamedQuery {
  readonly name: string;
  readonly database: string;
  readonly sql: string;
}

export interface AthenaService extends Service {
  readonly tables: readonly Table[];
  readonly queries: readonly NamedQuery[];
}

const database = v.looseObject({ DatabaseInput: v.looseObject({ Name: text }) });
const workGroup = v.looseObject({ Name: text });
const namedQuery = v.looseObject({ Name: v.exactOptional(text), Database: text, WorkGroup: v.exactOptional(text), QueryString: text });

export const athena = (): AthenaService => {
  const databases = new Set<string>();
  const workGroups = new Set(['primary']);
  const tables: Table[] = [];
  const queries: NamedQuery[] = [];

  const createDatabase: ResourceProvider = (request) => {
    const { Name } = parseProperties(database, request).DatabaseInput;
    databases.add(Name);
    return { ref: Name, attributes: {} };
  };

  const createTable: ResourceProvider = (request) => {
    const table = toTable(request, parseProperties(tableProperties, request));
    if (!databases.has(table.database)) throw new AwsError('EntityNotFoundException', `Database ${table.database} not found.`);
    tables.push(table);
    return { ref: table.name, attributes: {} };
  };

  const createWorkGroup: ResourceProvider = (request) => {
    const { Name } = parseProperties(workGroup, request);
    workGroups.add(Name);
    return { ref: Name, attributes: {} };
  };

  const createQuery: ResourceProvider = (request) => {
    const { Name = request.logicalId, Database, WorkGroup = 'primary', QueryString } = parseProperties(namedQuery, request);
    if (!workGroups.has(WorkGroup)) throw new AwsError('InvalidRequestException', `WorkGroup ${WorkGroup} is not found.`);
    queries.push({ name: Name, database: Database, sql: QueryString });
    const id = physicalName(request);
    return { ref: id, attributes: { NamedQueryId: id } };
  };

  return {
    name: 'athena',
    tables,
    queries,
    operations: {},
    resources: {
      'AWS::Glue::Database': createDatabase,
      'AWS::Glue::Table': createTable,
      'AWS::Athena::WorkGroup': createWorkGroup,
      'AWS::Athena::NamedQuery': createQuery,
    },
  };
};

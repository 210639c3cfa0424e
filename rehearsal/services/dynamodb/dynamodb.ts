/** DynamoDB. Items whose time to live has passed stay, as they may for days on AWS. */
import { AwsError } from '../../cloud/aws-error';
import { physicalName, stableUuid } from '../../cloud/physical-name';
import type { Cloud } from '../../cloud/cloud';
import type { CreatedResource, Operation, ResourceRequest, Service } from '../../cloud/service';
import { parseInput, parseProperties, refuse } from '../input';
import { describeTable } from './describe-table';
import { Engine } from './engine';
import { manyTables, needsOf, oneTable } from './needs';
import { createTableInput, tableProperties } from './table';
import type { TableProperties } from './table';

/** What dynalite answers by itself. */
const engineOperations = [
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'GetItem',
  'ListTables',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
] as const;

export const dynamodb = (cloud: Cloud): Service => {
  const engine = new Engine();
  const timeToLive = new Map<string, TableProperties['TimeToLiveSpecification']>();
  const created = new Date(cloud.clock.now());

  const proxied = (operation: string): Operation<never, unknown> => ({
    needs: (input) => needsOf(cloud, operation, input),
    run: (input) => engine.run(operation, engineInput(operation, input)),
  });

  const describeTimeToLive: Operation<never, unknown> = {
    needs: (input) => needsOf(cloud, 'DescribeTimeToLive', input),
    run: (input) => {
      const found = timeToLive.get(parseInput(oneTable, input).TableName);
      return {
        TimeToLiveDescription: found?.Enabled
          ? { TimeToLiveStatus: 'ENABLED', AttributeName: found.AttributeName }
          : { TimeToLiveStatus: 'DISABLED' },
      };
    },
  };

  const describe: Operation<never, unknown> = {
    needs: (input) => needsOf(cloud, 'DescribeTable', input),
    run: async (input) => {
      const { TableName } = parseInput(oneTable, input);
      return describeTable(cloud, created, await engine.run('DescribeTable', { TableName }));
    },
  };

  const createTable = async (request: ResourceRequest): Promise<CreatedResource> => {
    const properties = parseProperties(tableProperties, request);
    if (properties.StreamSpecification !== undefined) refuse(request, 'StreamSpecification', 'read the table instead');
    const name = properties.TableName ?? physicalName(request, 255);
    await engine.run('CreateTable', createTableInput(name, properties));
    await active(engine, name);
    timeToLive.set(name, properties.TimeToLiveSpecification);
    const arn = cloud.arn('dynamodb', `table/${name}`);
    return { ref: name, attributes: { Arn: arn, TableId: stableUuid(arn) } };
  };

  return {
    name: 'dynamodb',
    operations: {
      ...Object.fromEntries(engineOperations.map((operation) => [operation, proxied(operation)])),
      DescribeTable: describe,
      DescribeTimeToLive: describeTimeToLive,
    },
    resources: { 'AWS::DynamoDB::Table': createTable, 'AWS::DynamoDB::GlobalTable': createTable },
    stop: () => engine.stop(),
  };
};

/** Members that dynalite ignores although they change the answer. */
const ignored = ['ReturnValuesOnConditionCheckFailure'];

const engineInput = (operation: string, input: unknown): object => {
  if (operation === 'ListTables') return Object(input) as object;
  const given = operation.startsWith('Batch') ? parseInput(manyTables, input) : parseInput(oneTable, input);
  const unknown = ignored.find((member) => member in given);
  if (unknown === undefined) return given;
  throw new AwsError('ValidationException', `The rehearsal does not implement ${unknown} of ${operation}.`);
};

/** Waits for a new table; dynalite makes it active on its next turn. */
const active = async (engine: Engine, name: string): Promise<void> => {
  for (;;) {
    const { Table } = await engine.run('DescribeTable', { TableName: name });
    if ((Table as { TableStatus?: string }).TableStatus === 'ACTIVE') return;
  }
};

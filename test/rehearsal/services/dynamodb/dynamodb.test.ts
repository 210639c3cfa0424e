import {
  BatchGetItemCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../../../../rehearsal/services/dynamodb/dynamodb';
import { clientSettings, createResource, createRole, startCloud, stopClouds } from '../../support/real-cloud';

afterAll(stopClouds);

const table = {
  TableName: 'builds',
  AttributeDefinitions: [
    { AttributeName: 'id', AttributeType: 'S' },
    { AttributeName: 'pipeline', AttributeType: 'S' },
    { AttributeName: 'at', AttributeType: 'N' },
  ],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byPipeline',
      KeySchema: [
        { AttributeName: 'pipeline', KeyType: 'HASH' },
        { AttributeName: 'at', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  BillingMode: 'PAY_PER_REQUEST',
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  SSESpecification: { SSEEnabled: true },
};

const setUp = async () => {
  const cloud = await startCloud([dynamodb]);
  await createResource(cloud, 'AWS::DynamoDB::GlobalTable', table);
  return { cloud, client: new DynamoDBClient(clientSettings(cloud)) };
};

const put = (id: string, at: number) =>
  new PutItemCommand({
    TableName: 'builds',
    Item: { id: { S: id }, pipeline: { S: 'p' }, at: { N: String(at) }, raw: { B: new Uint8Array([1, 2, 3]) } },
    ConditionExpression: 'attribute_not_exists(id)',
  });

test('items come back as they went in', async () => {
  const { client } = await setUp();
  await client.send(put('a', 1));
  const { Item } = await client.send(new GetItemCommand({ TableName: 'builds', Key: { id: { S: 'a' } } }));
  expect(Item).toEqual({ id: { S: 'a' }, pipeline: { S: 'p' }, at: { N: '1' }, raw: { B: new Uint8Array([1, 2, 3]) } });
});

test('a failed condition has the name that the SDK knows', async () => {
  const { client } = await setUp();
  await client.send(put('a', 1));
  await expect(client.send(put('a', 2))).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
});

test('an index answers in the order of its range key', async () => {
  const { client } = await setUp();
  for (const at of [3, 1, 2]) await client.send(put(`item-${at}`, at));
  const { Items } = await client.send(
    new QueryCommand({
      TableName: 'builds',
      IndexName: 'byPipeline',
      KeyConditionExpression: 'pipeline = :p',
      ExpressionAttributeValues: { ':p': { S: 'p' } },
      ScanIndexForward: false,
    }),
  );
  expect(Items?.map(({ at }) => at?.N)).toEqual(['3', '2', '1']);
});

test('the time to live of the template is remembered', async () => {
  const { client } = await setUp();
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: 'builds' }));
  expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
});

test('what dynalite would ignore is refused', async () => {
  const { client } = await setUp();
  const command = new UpdateItemCommand({
    TableName: 'builds',
    Key: { id: { S: 'a' } },
    UpdateExpression: 'SET x = :x',
    ExpressionAttributeValues: { ':x': { S: '1' } },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  await expect(client.send(command)).rejects.toMatchObject({ name: 'ValidationException' });
});

test('a role may use the index only if its policy names it', async () => {
  const { cloud } = await setUp();
  const arn = 'arn:aws:dynamodb:us-east-1:123456789012:table/builds';
  const role = await createRole(cloud, [{ Effect: 'Allow', Action: ['dynamodb:Query', 'dynamodb:BatchGetItem'], Resource: arn }]);
  const client = new DynamoDBClient(clientSettings(cloud, role));
  const query = { TableName: arn, KeyConditionExpression: 'id = :i', ExpressionAttributeValues: { ':i': { S: 'a' } } };
  await expect(client.send(new QueryCommand(query))).resolves.toMatchObject({ Count: 0 });
  await expect(client.send(new BatchGetItemCommand({ RequestItems: { builds: { Keys: [{ id: { S: 'a' } }] } } }))).resolves.toBeDefined();
  await expect(client.send(new QueryCommand({ ...query, IndexName: 'byPipeline' }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
  expect(cloud.receipt().denied).toMatchObject([{ principal: role, action: 'dynamodb:Query', resource: `${arn}/index/byPipeline` }]);
});

test('a table is active at once', async () => {
  const { client } = await setUp();
  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'builds' }));
  expect(Table?.TableStatus).toBe('ACTIVE');
});

import type { Server } from 'node:http';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';

const dynalite = require('dynalite') as (options: { createTableMs: number }) => Server;

export interface LocalTable {
  readonly client: DynamoDBClient;
  readonly name: string;
  stop(): Promise<void>;
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });

const index = (IndexName: string, hash: string) => ({
  IndexName,
  KeySchema: [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: 'registeredAt', KeyType: 'RANGE' as const },
  ],
  Projection: { ProjectionType: 'ALL' as const },
});

/** A table of validations, as the stacks make it, in an in-process DynamoDB. */
export const startTable = async (): Promise<LocalTable> => {
  const server = dynalite({ createTableMs: 0 });
  const port = await listen(server);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials });
  const name = 'validations';
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'validationId', KeyType: 'HASH' }],
      AttributeDefinitions: [
        { AttributeName: 'validationId', AttributeType: 'S' },
        { AttributeName: 'pipeline', AttributeType: 'S' },
        { AttributeName: 'status', AttributeType: 'S' },
        { AttributeName: 'registeredAt', AttributeType: 'N' },
      ],
      GlobalSecondaryIndexes: [index('byPipeline', 'pipeline'), index('byStatus', 'status')],
    }),
  );
  const stop = async (): Promise<void> => {
    client.destroy();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  };
  return { client, name, stop };
};

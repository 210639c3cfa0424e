import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { Written } from '../gate/ports/validation-store';
import type { Documents, VersionedDocument } from '../healing/ports/documents';
import { clientOptions } from './client-options';
import { conditional, namesIn, toItem } from './validations-table';

const stored = v.object({ document: v.unknown(), version: v.number() });

/**
 * Documents beside the validations, in the same table: `document` and `version` under a key of their own. They have none
 * of the attributes that the indexes are made of, so that no query for validations ever meets one.
 */
export class DocumentsTable implements Documents {
  constructor(
    private readonly table: string,
    private readonly client: DynamoDBClient = new DynamoDBClient(clientOptions),
  ) {}

  async read(key: string): Promise<VersionedDocument> {
    const { Item: item } = await this.client.send(
      new GetItemCommand({ TableName: this.table, Key: toItem({ validationId: key }), ConsistentRead: true }),
    );
    if (item === undefined) {
      return { value: undefined, version: 0 };
    }
    const { document, version } = v.parse(stored, unmarshall(item));
    return { value: document, version };
  }

  write(key: string, value: object, version: number, expiresAt?: number): Promise<Written> {
    const update = `SET #document = :document, #version = :next${expiresAt === undefined ? '' : ', #expiresAt = :expiresAt'}`;
    const condition = version === 0 ? 'attribute_not_exists(#version)' : '#version = :seen';
    return conditional(
      this.client.send(
        new UpdateItemCommand({
          TableName: this.table,
          Key: toItem({ validationId: key }),
          UpdateExpression: update,
          ConditionExpression: condition,
          ExpressionAttributeNames: namesIn(update, condition),
          ExpressionAttributeValues: toItem({
            ':document': value,
            ':next': version + 1,
            ...(version === 0 ? {} : { ':seen': version }),
            ...(expiresAt === undefined ? {} : { ':expiresAt': expiresAt }),
          }),
        }),
      ),
    );
  }
}

/** Reads and conditional writes of single items, as the validations table needs them. */
import type { AttributeValue, DynamoDBClient, QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { paginateQuery, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { GateError } from '../gate/gate-error';
import type { Written } from '../gate/ports/validation-store';
import type { Validation } from '../gate/validation';
import { isNamed } from './sdk-error';
import { validationSchema } from './validation-schema';

export type Item = Record<string, AttributeValue>;

/** Turns a value into attributes; members that are undefined are left out. */
export const toItem = (value: object): Item => marshall(value, { removeUndefinedValues: true });

/** Turns an item into a validation; throws `UnreadableValidation` where it is none. */
export const toValidation = (item: Item): Validation => {
  const result = v.safeParse(validationSchema, unmarshall(item));
  if (result.success) {
    return result.output;
  }
  const [issue] = result.issues;
  throw new GateError(
    'UnreadableValidation',
    `The validation ${item['validationId']?.S ?? '(no id)'} is not as this version writes it: ${v.getDotPath(issue) ?? 'item'}: ${issue.message}.`,
    'Delete the item, or deploy the version that wrote it.',
  );
};

/** Attribute names stand in expressions as `#name`, because many of ours are reserved words. */
export const namesIn = (...expressions: readonly string[]): Record<string, string> =>
  Object.fromEntries(expressions.flatMap((text) => text.match(/#\w+/g) ?? []).map((name) => [name, name.slice(1)]));

/** A condition that fails is an answer, not an exception. */
export const conditional = async (write: Promise<unknown>): Promise<Written> => {
  try {
    await write;
    return 'written';
  } catch (error) {
    if (isNamed(error, 'ConditionalCheckFailedException')) {
      return 'stale';
    }
    throw error;
  }
};

export interface Change {
  readonly update: string;
  readonly condition: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** One conditional update of one validation. */
export const change = (
  client: DynamoDBClient,
  table: string,
  validationId: string,
  { update, condition, values }: Change,
): Promise<Written> =>
  conditional(
    client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: toItem({ validationId }),
        UpdateExpression: update,
        ConditionExpression: condition,
        ExpressionAttributeNames: namesIn(update, condition),
        ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: toItem(values) } : {}),
      }),
    ),
  );

/** Every page of a query, one validation at a time. */
export async function* queryAll(client: DynamoDBClient, input: QueryCommandInput): AsyncGenerator<Validation> {
  for await (const page of paginateQuery({ client }, input)) {
    for (const item of page.Items ?? []) {
      yield toValidation(item);
    }
  }
}

/** DynamoDB, S3 and Secrets Manager as far as the report reads them, over HTTP, so that the real SDK speaks to them. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Evidence } from '../../../lambda/gate/evidence';
import type { Validation } from '../../../lambda/gate/validation';
import { secret } from './event';

export interface StandIns {
  /** What the calls find; a test may change it. */
  validations: readonly Validation[];
  evidence: Readonly<Record<string, Evidence | 'broken'>>;
  /** Whether DynamoDB answers with an error. */
  failing: boolean;
  readonly calls: string[];
  readonly server: Server;
  readonly endpoint: string;
}

/** Starts them on a free port. */
export async function startStandIns(): Promise<StandIns> {
  const server = createServer((request, response) => {
    void answer(standIns, request).then(({ status, body }) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const standIns: StandIns = {
    validations: [],
    evidence: {},
    failing: false,
    calls: [],
    server,
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
  return standIns;
}

async function answer(standIns: StandIns, request: IncomingMessage): Promise<{ status: number; body: string }> {
  const operation = String(request.headers['x-amz-target'] ?? `S3.${request.method}`).replace(/^.*\./, '');
  standIns.calls.push(operation);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const input = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Input) : {};
  switch (operation) {
    case 'GetSecretValue':
      return ok({ ARN: 'arn', Name: 'report', SecretString: secret });
    case 'GetItem':
      return standIns.failing
        ? {
            status: 400,
            body: JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', message: 'table/secret-name' }),
          }
        : ok(item(standIns, input));
    case 'Query':
      return ok(page(standIns, input));
    default:
      return object(standIns, decodeURIComponent((request.url ?? '').replace(/^\/[^/]+\/|\?.*$/g, '')));
  }
}

interface Input {
  readonly Key?: { readonly validationId: { readonly S: string } };
  readonly ExclusiveStartKey?: { readonly place: { readonly N: string } };
}

function ok(body: object): { status: number; body: string } {
  return { status: 200, body: JSON.stringify(body) };
}

function item({ validations }: StandIns, { Key: key }: Input): object {
  const found = validations.find(({ validationId }) => validationId === key?.validationId.S);
  return found === undefined ? {} : { Item: marshall(found, { removeUndefinedValues: true }) };
}

/** Pages of 20, so that a reader which forgets the next page is found out. */
function page({ validations }: StandIns, { ExclusiveStartKey: from }: Input): object {
  const start = Number(from?.place.N ?? 0);
  const end = start + 20;
  const items = validations.slice(start, end).map((validation) => marshall(validation, { removeUndefinedValues: true }));
  return { Items: items, Count: items.length, ...(end < validations.length ? { LastEvaluatedKey: { place: { N: String(end) } } } : {}) };
}

function object({ evidence }: StandIns, key: string): { status: number; body: string } {
  const found = evidence[key];
  if (found === undefined) return { status: 404, body: '<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>' };
  return { status: 200, body: found === 'broken' ? '{"engine":' : JSON.stringify(found) };
}

/** DynamoDB itself: dynalite on a port of its own, in memory, behind the permissions and counts of the rehearsal. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';

/** dynalite asks for a signature and does not check it. */
const authorization = 'AWS4-HMAC-SHA256 Credential=rehearsal/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

const failure = v.object({ __type: v.string(), message: v.optional(v.string()), Message: v.optional(v.string()) });

export class Engine {
  private readonly server: Server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  private readonly address: Promise<string>;

  constructor() {
    this.address = this.listen();
  }

  /** Runs an operation on wire values. Throws AwsError as DynamoDB answers. */
  async run(operation: string, input: object): Promise<Record<string, unknown>> {
    const response = await fetch(await this.address, {
      method: 'POST',
      headers: {
        authorization,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-date': '20260101T000000Z',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        connection: 'close',
      },
      body: JSON.stringify(input, (_key, value: unknown) => encode(value)),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (response.ok) return answer;
    throw toAwsError(answer, response.status);
  }

  async stop(): Promise<void> {
    await this.address;
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
}

/** Buffers arrive here through their own toJSON, other byte arrays as they are. */
const encode = (value: unknown): unknown => {
  const bytes = v.safeParse(v.object({ type: v.literal('Buffer'), data: v.array(v.number()) }), value);
  if (bytes.success) return Buffer.from(bytes.output.data).toString('base64');
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
};

const toAwsError = (answer: unknown, status: number): AwsError => {
  const { __type, message, Message } = v.parse(failure, answer);
  return new AwsError(__type.split('#').at(-1) ?? __type, message ?? Message ?? '', status);
};

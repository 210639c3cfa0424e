/**
 * Bundles leave out much of the SDK (lib/bundling/lean-sdk.ts). What the handlers use is there all the same: the schemas
 * of every command they send, by which requests and answers are written and read, and the names of errors.
 */
import { execFileSync, execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaRef } from '@smithy/types';
import { schemaOf } from './support/schema-of';
import { usedCommands } from './support/used-commands';

const project = join(__dirname, '..', '..');
/** Inside the project, so that the entries find their packages. */
const folder = mkdtempSync(join(project, 'node_modules', '.bundled-sdk-'));
const commands = usedCommands(project);
let server: Server;

const errors = `
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
const options = { maxAttempts: 1 };
const names = [
  new DynamoDBClient(options).send(new PutItemCommand({ TableName: 't', Item: {} })),
  new S3Client(options).send(new GetObjectCommand({ Bucket: 'b', Key: 'k' })),
  new SSMClient(options).send(new GetParameterCommand({ Name: 'n' })),
].map((call) => call.then(() => 'no error', (error) => error.name + ': ' + error.message));
Promise.all(names).then((all) => process.stdout.write(JSON.stringify(all)));
`;

const schemas = [
  ...commands.map(({ client, command }, index) => `import { ${command} as Command${index} } from '${client}';`),
  `import { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaRef } from '@smithy/types';
import { schemaOf } from '${join(__dirname, 'support', 'schema-of')}';`,
  `process.stdout.write(JSON.stringify([${commands.map((_, index) => `schemaOf(new Command${index}({}).schema)`).join(', ')}]));`,
].join('\n');

beforeAll(async () => {
  server = createServer((request, response) => {
    const service = /\/([a-z0-9]+)\/aws4_request/.exec(request.headers.authorization ?? '')?.[1];
    if (service === 's3') response.writeHead(404).end('<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>gone</Message></Error>');
    else
      response
        .writeHead(400)
        .end(JSON.stringify({ __type: service === 'ssm' ? 'ParameterNotFound' : 'x#ConditionalCheckFailedException', message: 'no' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const entries = Object.entries({ errors, schemas }).map(([name, source]) => {
    const file = join(folder, `${name}.ts`);
    writeFileSync(file, source);
    return `${name}=${file}`;
  });
  execFileSync(process.execPath, ['--import', 'tsx', join(project, 'lib', 'bundling', 'build.ts'), folder, ...entries], { cwd: project });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
  server.close();
});

/** Standard output of a bundled entry. */
function run(name: string): Promise<string> {
  const env = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
  };
  return new Promise<string>((resolve, reject) => {
    execFile(process.execPath, [join(folder, `${name}.js`)], { env }, (error, stdout) => (error === null ? resolve(stdout) : reject(error)));
  });
}

test('errors keep their names and messages', async () => {
  expect(JSON.parse(await run('errors'))).toEqual(['ConditionalCheckFailedException: no', 'NoSuchKey: gone', 'ParameterNotFound: no']);
});

test('every command that a handler sends has its whole schema, as the package has it', async () => {
  const bundled: readonly unknown[] = JSON.parse(await run('schemas'));
  expect(commands.length).toBeGreaterThan(25);
  for (const [index, { client, command }] of commands.entries()) {
    const Command: new (input: object) => { readonly schema: unknown } = require(client)[command];
    expect([command, bundled[index]]).toEqual([command, JSON.parse(JSON.stringify(schemaOf(new Command({}).schema)))]);
  }
});

test('no command that a handler sends has an event stream, of which bundles hold none', () => {
  for (const { client, command } of commands) {
    const Command: new (input: object) => { readonly schema: readonly unknown[] } = require(client)[command];
    const [, , , , input, output] = new Command({}).schema;
    const streams = [input, output].map((shape) => NormalizedSchema.of(shape as SchemaRef).getEventStreamMember());
    expect([command, streams]).toEqual([command, ['', '']]);
  }
  expect(readFileSync(join(folder, 'errors.js'), 'utf8')).not.toContain('vnd.amazon.eventstream');
});

test('schemas of commands that no handler sends stay out', () => {
  const bundle = readFileSync(join(folder, 'errors.js'), 'utf8');
  expect(bundle).toContain('"PutItem"');
  expect(bundle).not.toContain('"CreateGlobalTable"');
  expect(bundle).not.toContain('"PutBucketLifecycleConfiguration"');
});

/** Bundles leave the SDK's registers of errors out; the handlers rely on the names of errors all the same. */
import { execFileSync, execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const project = join(__dirname, '..', '..');
/** Inside the project, so that the entry finds its packages. */
const folder = mkdtempSync(join(project, 'node_modules', '.bundled-errors-'));
let server: Server;

const entry = `
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
  writeFileSync(join(folder, 'entry.ts'), entry);
  execFileSync(
    process.execPath,
    ['--import', 'tsx', join(project, 'lib', 'bundling', 'build.ts'), folder, `bundle=${join(folder, 'entry.ts')}`],
    { cwd: project },
  );
});

afterAll(() => {
  rmSync(folder, { recursive: true });
  server.close();
});

test('errors keep their names and messages', async () => {
  const env = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
  };
  const output = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, [join(folder, 'bundle.js')], { env }, (error, stdout) => (error === null ? resolve(stdout) : reject(error)));
  });
  expect(JSON.parse(output)).toEqual(['ConditionalCheckFailedException: no', 'NoSuchKey: gone', 'ParameterNotFound: no']);
});

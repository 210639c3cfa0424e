import { gzipSync } from 'node:zlib';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetParameterCommand, ListDocumentsCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { ServiceFactory } from '../../../rehearsal/cloud/service';
import { startEndpoint } from '../../../rehearsal/http/endpoint';
import { ssm } from '../../../rehearsal/services/ssm/ssm';
import { clientSettings, startCloud, stopClouds } from '../support/real-cloud';

afterAll(stopClouds);

const strangers = { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' };

test('an access key that nobody holds is refused', async () => {
  const cloud = await startCloud([ssm]);
  const client = new SSMClient({ ...clientSettings(cloud), credentials: strangers });
  await expect(client.send(new GetParameterCommand({ Name: '/a' }))).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
});

test('an operation that no stand-in has is refused and counted', async () => {
  const cloud = await startCloud([ssm]);
  const client = new SSMClient(clientSettings(cloud));
  await expect(client.send(new ListDocumentsCommand({}))).rejects.toMatchObject({ name: 'UnknownOperationException' });
  const formation = new CloudFormationClient(clientSettings(cloud));
  await expect(formation.send(new DescribeStacksCommand({}))).rejects.toMatchObject({ name: 'UnknownOperationException' });
  expect(cloud.receipt().unsupported.operations).toEqual(['cloudformation.DescribeStacks', 'ssm.ListDocuments']);
});

test('answers carry the virtual date and a request id', async () => {
  const cloud = await startCloud([ssm]);
  const response = await fetch(cloud.endpoint, { method: 'POST', headers: { 'x-amz-target': 'AmazonSSM.GetParameter' } });
  expect(response.status).toBe(403);
  expect(response.headers.get('date')).toMatch(/^Fri, 20 Nov 2026 09:/);
  expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  expect(await response.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
});

/** Sends raw JSON in the operator's name. */
const post = (
  cloud: { endpoint: string; operator: { accessKeyId: string } },
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) =>
  fetch(cloud.endpoint, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${cloud.operator.accessKeyId}/20261120/us-east-1/ssm/aws4_request, SignedHeaders=host, Signature=0`,
      'x-amz-target': 'AmazonSSM.PutParameter',
      'content-type': 'application/x-amz-json-1.1',
      ...headers,
    },
    body,
  });

test.each([
  ['text that is no JSON', '{', 'SerializationException'],
  ['a missing member', '{"Name":"/a"}', 'ValidationException'],
  ['a member of the wrong type', '{"Name":"/a","Value":1}', 'ValidationException'],
])('%s is refused', async (_what, body, type) => {
  const cloud = await startCloud([ssm]);
  const response = await post(cloud, body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: type });
});

test('a bad member is named with its place', async () => {
  const client = new SSMClient(clientSettings(await startCloud([ssm])));
  await expect(client.send(new PutParameterCommand({ Name: 'a b', Value: 'x' }))).rejects.toThrow(/at 'Name' failed to satisfy constraint/);
});

test('a compressed body is understood', async () => {
  const cloud = await startCloud([ssm]);
  const response = await post(cloud, gzipSync('{"Name":"/a","Value":"x","Type":"String"}'), { 'content-encoding': 'gzip' });
  expect(response.status).toBe(200);
});

test('dates and bytes travel as the JSON protocols write them', async () => {
  const odd: ServiceFactory = () => ({
    name: 'ssm',
    operations: { PutParameter: { needs: () => [], run: () => ({ at: new Date(1500), bytes: Buffer.from('hi'), list: [new Date(0)] }) } },
    resources: {},
  });
  const response = await post(await startCloud([odd]), '{}');
  expect(await response.json()).toEqual({ at: 1.5, bytes: 'aGk=', list: [0] });
});

test('a defect of a stand-in is answered as an internal failure and ends the run', async () => {
  const broken: ServiceFactory = () => ({
    name: 'ssm',
    operations: { PutParameter: { needs: () => [], run: () => Promise.reject(new TypeError('boom')) } },
    resources: {},
  });
  const cloud = await startCloud([broken]);
  const response = await post(cloud, '{}');
  expect(response.status).toBe(500);
  expect(await cloud.failed).toEqual({ service: 'ssm', what: 'PutParameter', message: 'boom' });
});

test('a port in use is one clear sentence', async () => {
  const cloud = await startCloud([]);
  const port = Number(new URL(cloud.endpoint).port);
  const start = startEndpoint({ port, now: () => 0, principal: () => undefined, call: () => Promise.resolve() });
  await expect(start).rejects.toThrow(`Port ${port} on 127.0.0.1 cannot be used (EADDRINUSE). Choose another or leave it to the system.`);
});

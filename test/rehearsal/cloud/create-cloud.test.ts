import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SSMClient, GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import type { ServiceFactory } from '../../../rehearsal/cloud/service';
import { createCloud } from '../../../rehearsal/cloud/create-cloud';
import { startClock } from '../../../rehearsal/clock/virtual-clock';
import { ssm } from '../../../rehearsal/services/ssm/ssm';
import { eventually } from '../support/fake-cloud';
import { clientSettings, createRole, eventRecorder, startCloud, stopClouds } from '../support/real-cloud';

afterAll(stopClouds);

test('the receipt counts calls of roles, of the operator and among services apart', async () => {
  const cloud = await startCloud([ssm]);
  const role = await createRole(cloud, [{ Effect: 'Allow', Action: 'ssm:GetParameter', Resource: '*' }]);
  const client = new SSMClient(clientSettings(cloud));
  await client.send(new PutParameterCommand({ Name: '/a', Value: 'x', Type: 'String' }));
  await new SSMClient(clientSettings(cloud, role)).send(new GetParameterCommand({ Name: '/a' }));
  await cloud.call('ssm', 'GetParameter', { Name: '/a' }, { kind: 'operator' });
  const { operatorCalls, sdkCalls, internalCalls } = cloud.receipt();
  expect([operatorCalls, sdkCalls, internalCalls]).toEqual([
    { ssm: { PutParameter: 1 } },
    { ssm: { GetParameter: 1 } },
    { ssm: { GetParameter: 1 } },
  ]);
});

test('a denied call names role, action and resource, to the caller and in the receipt', async () => {
  const cloud = await startCloud([ssm]);
  const role = await createRole(cloud, [{ Effect: 'Allow', Action: 'ssm:GetParameter', Resource: '*' }]);
  const client = new SSMClient(clientSettings(cloud, role));
  const resource = 'arn:aws:ssm:us-east-1:123456789012:parameter/unbreakable/switch';
  await expect(client.send(new PutParameterCommand({ Name: '/unbreakable/switch', Value: 'x', Type: 'String' }))).rejects.toThrow(
    `is not authorized to perform: ssm:PutParameter on resource: ${resource} because no identity-based policy allows the action`,
  );
  expect(cloud.receipt().denied).toEqual([
    { principal: role, action: 'ssm:PutParameter', resource, at: expect.stringMatching(/^2026-11-20T09:/) },
  ]);
});

test('an event reaches the events service with its source and virtual time', async () => {
  const events = eventRecorder();
  const cloud = await startCloud([events.factory]);
  cloud.emit({ source: 'aws.codepipeline', 'detail-type': 'State Change', detail: { state: 'STARTED' } });
  expect(events.entries).toMatchObject([{ Source: 'aws.codepipeline', Detail: '{"state":"STARTED"}' }]);
});

test('a rejection in the background is a named failure of the run', async () => {
  const cloud = await startCloud([]);
  cloud.background('logs', 'delivery of a batch', Promise.reject(new RangeError('too long')));
  expect(await cloud.failed).toEqual({ service: 'logs', what: 'delivery of a batch', message: 'too long' });
  expect(cloud.receipt().failures).toHaveLength(1);
});

test('the log is NDJSON in virtual time', async () => {
  const cloud = await startCloud([]);
  cloud.log('test', 'hello', { build: 2 });
  const line = await eventually(
    async () => (await readFile(join(cloud.directory, 'rehearsal.ndjson'), 'utf8').catch(() => '')) || undefined,
  );
  expect(JSON.parse(line)).toEqual({ at: expect.stringMatching(/^2026-11-20T09:/), service: 'test', message: 'hello', build: 2 });
});

test('stopping stops every service once and removes the directory', async () => {
  let stops = 0;
  const cloud = await startCloud([() => ({ name: 'x', operations: {}, resources: {}, stop: async () => void (stops += 1) })]);
  await Promise.all([cloud.stop(), cloud.stop()]);
  expect([stops, existsSync(cloud.directory)]).toEqual([1, false]);
  await expect(fetch(cloud.endpoint)).rejects.toThrow('fetch failed');
});

test('what services drop while they are stopped is no failure', async () => {
  const cloud = await startCloud([]);
  cloud.background('x', 'waiting', cloud.clock.sleep(60_000, AbortSignal.timeout(50)));
  await cloud.stop();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(cloud.receipt().failures).toEqual([]);
});

test('a service that does not stop keeps nothing else alive', async () => {
  const stuck = () => ({ name: 'x', operations: {}, resources: {}, stop: () => Promise.reject(new RangeError('stuck')) });
  const clock = startClock(60);
  const cloud = await createCloud({ services: [stuck], clock });
  await expect(cloud.stop()).rejects.toThrow('stuck');
  expect(existsSync(cloud.directory)).toBe(false);
  await expect(fetch(cloud.endpoint)).rejects.toThrow('fetch failed');
});

test('a cloud that cannot start leaves nothing behind', async () => {
  let directory = '';
  const broken: ServiceFactory = (cloud) => {
    ({ directory } = cloud);
    throw new RangeError('no');
  };
  await expect(createCloud({ services: [broken], clock: startClock(60) })).rejects.toThrow('no');
  expect(existsSync(directory)).toBe(false);
});

test.each([
  ['s3', 'arn:aws:s3:::bucket'],
  ['iam', 'arn:aws:iam::123456789012:bucket'],
  ['sqs', 'arn:aws:sqs:us-east-1:123456789012:bucket'],
])('the ARN of %s', async (service, arn) => {
  expect((await startCloud([])).arn(service, 'bucket')).toBe(arn);
});

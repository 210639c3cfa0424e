/** The forwarder through the real SDK against the stand-ins. */
import { gzipSync } from 'node:zlib';
import { FirehoseClient } from '@aws-sdk/client-firehose';
import { S3Client } from '@aws-sdk/client-s3';
import * as fc from 'fast-check';
import { LogStreamClient, UnsentStore } from '../../lambda/ops/forward/firehose.client';
import { forward } from '../../lambda/ops/forward/forward';
import { forwarderSettings } from '../../lambda/ops/forward/settings';
import type { CloudHost } from '../../rehearsal/cloud/host';
import type { ServiceFactory } from '../../rehearsal/cloud/service';
import { putOperations } from '../../rehearsal/services/firehose/put-records';
import { StreamControl } from '../../rehearsal/services/firehose/control';
import { s3 } from '../../rehearsal/services/s3/s3';
import { clientSettings, createResource, startCloud, stopClouds } from '../rehearsal/support/real-cloud';

let taken: string[] = [];
const control = new StreamControl(new Map());

/** The stand-in's front, with a stream that only remembers. */
const recordingFirehose: ServiceFactory = (cloud) => {
  const stream = {
    take: (data: readonly Uint8Array[]) => {
      taken.push(...data.map((each) => Buffer.from(each).toString('utf8')));
      return data.map((_, index) => `id-${index}`);
    },
  };
  return { name: 'firehose', operations: putOperations(cloud, control, () => stream as never), resources: {} };
};

let cloud: CloudHost;
let stream: LogStreamClient;
let store: UnsentStore;
const told: string[] = [];
const clients: { destroy(): void }[] = [];

beforeAll(async () => {
  cloud = await startCloud([s3, recordingFirehose]);
  await createResource(cloud, 'AWS::S3::Bucket', { BucketName: 'documents' });
  const [firehose, objects] = [new FirehoseClient(clientSettings(cloud)), new S3Client({ ...clientSettings(cloud), forcePathStyle: true })];
  clients.push(firehose, objects);
  stream = new LogStreamClient('logs', (reason, records) => told.push(`${records} ${reason}`), firehose);
  store = new UnsentStore('documents', objects);
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await stopClouds();
});
beforeEach(() => {
  taken = [];
  told.length = 0;
});

const eventOf = (count: number) => {
  const logEvents = Array.from({ length: count }, (_, index) => ({ id: String(index), timestamp: 0, message: `line ${index}` }));
  const data = gzipSync(JSON.stringify({ messageType: 'DATA_MESSAGE', logGroup: 'g', logStream: 's', logEvents }));
  return { awslogs: { data: data.toString('base64') } };
};

const run = async (count: number) => {
  const kept: string[] = [];
  const outcome = await forward(eventOf(count), {
    send: (records) => stream.send(records),
    keep: async (records) => {
      kept.push(...records);
      await store.keep(`failed/forwarding/${kept.length}`, records);
    },
    pause: async () => undefined,
    random: () => 0.5,
  });
  return { outcome, kept };
};

const idsOf = (lines: readonly string[]) =>
  lines.map((line) => Number((JSON.parse(line) as { eventId: string }).eventId)).toSorted((a, b) => a - b);

test('all lines of an event are sent, each as a line of its own', async () => {
  expect((await run(600)).outcome).toEqual({ sent: 600, kept: 0 });
  expect(idsOf(taken)).toEqual(Array.from({ length: 600 }, (_, index) => index));
  expect(taken.every((line) => line.endsWith('\n'))).toBe(true);
});

test('a stream that takes nothing: everything is in the bucket, and why is told', async () => {
  const mend = control.throttle(() => true);
  const { outcome } = await run(3);
  mend();
  expect(outcome).toEqual({ sent: 0, kept: 3 });
  const { Body } = await cloud.call<{ Body: Uint8Array }>(
    's3',
    'GetObject',
    { Bucket: 'documents', Key: 'failed/forwarding/3' },
    { kind: 'operator' },
  );
  expect(idsOf(Buffer.from(Body).toString('utf8').trim().split('\n'))).toEqual([0, 1, 2]);
  expect(told).toContain('3 ServiceUnavailableException Slow down.');
});

test('a stream that is not there: the same', async () => {
  const gone = new LogStreamClient(
    'logs',
    (reason) => told.push(reason),
    new FirehoseClient({ ...clientSettings(cloud), endpoint: 'http://127.0.0.1:9' }),
  );
  expect(await gone.send(['a'])).toEqual(['a']);
  expect(told).toHaveLength(1);
});

test('whatever Firehose does not take at whatever attempt: every line is in the stream or in the bucket, once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 7 }), { minLength: 1, maxLength: 12 }), async (refusals) => {
      taken = [];
      const attempts = new Map<string, number>();
      const mend = control.throttle((data) => {
        const { eventId } = JSON.parse(Buffer.from(data).toString('utf8')) as { eventId: string };
        const attempt = attempts.get(eventId) ?? 0;
        attempts.set(eventId, attempt + 1);
        return attempt < refusals[Number(eventId)]!;
      });
      const { kept } = await run(refusals.length);
      mend();
      expect(idsOf([...taken, ...kept])).toEqual(refusals.map((_, index) => index));
    }),
    { numRuns: 8 },
  );
});

const own = { LOG_STREAM_NAME: 'logs', LOG_BUCKET: 'documents' };

test.each([
  [own, { stream: 'logs', bucket: 'documents' }],
  [
    { ...own, LOG_ROLE_ARN: 'arn', LOG_REGION: 'eu-west-1' },
    { stream: 'logs', bucket: 'documents', account: { roleArn: 'arn', region: 'eu-west-1' } },
  ],
])('settings %j', (variables, expected) => {
  expect(forwarderSettings(variables)).toEqual(expected);
});

test.each([
  [{}, 'LOG_STREAM_NAME, LOG_BUCKET'],
  [{ ...own, LOG_ROLE_ARN: 'arn' }, 'LOG_REGION'],
])('settings %j are refused', (variables, missing) => {
  expect(() => forwarderSettings(variables)).toThrow(`Environment variables are missing: ${missing}.`);
});

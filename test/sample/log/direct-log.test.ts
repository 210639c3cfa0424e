/** The compiled sample sends its log to a Firehose stream by the real SDK. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bundleSample } from '../../../sample/bundle';
import { putOperations } from '../../../rehearsal/services/firehose/put-records';
import { StreamControl } from '../../../rehearsal/services/firehose/control';
import type { CloudHost } from '../../../rehearsal/cloud/host';
import type { ServiceFactory } from '../../../rehearsal/cloud/service';
import { startClock } from '../../../rehearsal/clock/virtual-clock';
import { createResource, createRole, startCloud, stopClouds } from '../../rehearsal/support/real-cloud';
import { temporaryFolder, unzipTo } from '../support/bundle';

const folder = temporaryFolder();
afterAll(async () => {
  folder.remove();
  await stopClouds();
});

const stream = 'arn:aws:firehose:us-east-1:123456789012:deliverystream/logs';

/** The application's own role may only take on another one, and that may only send. */
async function createRoles(cloud: CloudHost): Promise<{ readonly own: string; readonly sender: string }> {
  const own = await createRole(cloud, [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::123456789012:role/Send' }]);
  const { attributes } = await createResource(
    cloud,
    'AWS::IAM::Role',
    {
      RoleName: 'Send',
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: own } }] },
      Policies: [
        { PolicyName: 'Send', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'firehose:PutRecordBatch', Resource: stream }] } },
      ],
    },
    'Sender',
  );
  return { own, sender: String(attributes['Arn']) };
}

test('lines go to standard output and, by the role that is named, to the stream; a throttled one again, the last before the end', async () => {
  const taken: string[] = [];
  const control = new StreamControl(new Map());
  const firehose: ServiceFactory = (cloud) => {
    const take = (data: readonly Uint8Array[]) => data.map((each) => `id-${taken.push(Buffer.from(each).toString('utf8'))}`);
    return { name: 'firehose', operations: putOperations(cloud, control, () => ({ take }) as never), resources: {} };
  };
  // The SDK compares the end of credentials with this machine's clock.
  const cloud = await startCloud([firehose], { clock: startClock(60, Date.now()) });
  const { own, sender } = await createRoles(cloud);
  let throttled = 0;
  control.throttle(() => (throttled += 1) <= 1);
  const { applications } = await bundleSample({ builds: [3], outDir: folder.path });
  await unzipTo(applications[0]!.file, join(folder.path, 'app'));

  const { accessKeyId, secretAccessKey, sessionToken } = cloud.credentials(own);
  const service = spawn(process.execPath, [join(folder.path, 'app', 'server.js')], {
    env: {
      PORT: '0',
      HOST: '127.0.0.1',
      ENVIRONMENT: 'Staging',
      LOG_STREAM: 'logs',
      LOG_STREAM_ROLE: sender,
      LOG_STREAM_REGION: cloud.region,
      AWS_REGION: cloud.region,
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines: { message: string; port?: number }[] = [];
  const reader = createInterface({ input: service.stdout }).on('line', (line) =>
    lines.push(JSON.parse(line) as { message: string; port?: number }),
  );
  await once(reader, 'line');
  // An answer says that it listens to signals too.
  await fetch(`http://127.0.0.1:${lines[0]!.port}/health`);
  service.kill('SIGTERM');
  await Promise.all([once(service, 'exit'), once(reader, 'close')]);

  const messages = ['Service has stopped', 'Service is up and running'];
  expect(lines.map(({ message }) => message).toSorted()).toEqual(messages);
  // The first was throttled, and went again behind the second.
  expect(taken.map((text) => (JSON.parse(text) as { message: string }).message).toSorted()).toEqual(messages);
  expect(throttled).toBe(3);
});

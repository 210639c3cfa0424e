import { createServer, type Server } from 'node:http';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { AwsHealingNotifier } from '../../lambda/aws/healing-notifier.client';
import { AwsNotifier } from '../../lambda/aws/notifier.client';
import { ReportSecret, SignedReportLinks } from '../../lambda/aws/report-secret.client';
import { verifyLink } from '../../lambda/aws/report-links';
import { StateMachine } from '../../lambda/aws/workflow.client';
import { JsonService } from './support/json-service';

const service = new JsonService();
const published: URLSearchParams[] = [];
let sns: Server;
let topics: SNSClient;

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });

beforeAll(async () => {
  await service.start();
  sns = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      published.push(new URLSearchParams(body));
      response.setHeader('content-type', 'text/xml');
      response.end('<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>');
    });
  });
  topics = new SNSClient({ ...service.client, endpoint: `http://127.0.0.1:${await listening(sns)}` });
});

beforeEach(() => {
  service.asked.length = 0;
  published.length = 0;
});

afterAll(async () => {
  topics.destroy();
  sns.closeAllConnections();
  await new Promise((resolve) => {
    sns.close(resolve);
  });
  await service.stop();
});

const notifier = () => new AwsNotifier('arn:aws:sns:us-east-1:123456789012:gate', topics, new EventBridgeClient(service.client));

test('people get a subject that SNS takes', async () => {
  await notifier().notify({ subject: `shop: “Build 2” approved\n${'x'.repeat(200)}`, text: 'Größe ist gut.' });
  expect(published[0]?.get('Subject')).toMatch(/^shop: -Build 2- approved-x+$/);
  expect([published[0]?.get('Subject')?.length, published[0]?.get('Message'), published[0]?.get('TopicArn')]).toEqual([
    100,
    'Größe ist gut.',
    'arn:aws:sns:us-east-1:123456789012:gate',
  ]);
});

const detail = {
  validationId: 'v-1',
  pipeline: 'shop',
  stage: 'Production',
  executionId: 'exec-1',
  fromRelease: 'Build 4',
  toRelease: 'Build 3',
  outcome: 'succeeded',
  deploymentId: 'd-9',
  reason: 'rejected',
  at: 1,
} as const;

test('systems get an event with the names of the contract', async () => {
  service.operations = { PutEvents: () => ({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] }) };
  await notifier().emit({ type: 'remediation', detail });
  expect(service.asked[0]?.input).toEqual({
    Entries: [{ Source: 'unbreakable.gate', DetailType: 'Gate Remediation', Detail: JSON.stringify(detail) }],
  });
});

test('an event that EventBridge refuses is an error, not a success', async () => {
  service.operations = {
    PutEvents: () => ({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' }] }),
  };
  await expect(notifier().emit({ type: 'remediation', detail })).rejects.toMatchObject({
    code: 'EventRefused',
    message: expect.stringContaining('ThrottlingException slow down'),
  });
});

describe('the workflow', () => {
  const start = () =>
    new StateMachine('arn:aws:states:us-east-1:123456789012:stateMachine:gate', new SFNClient(service.client)).start('name-1', {
      validationId: 'v-1',
      next: 'look',
      at: '2026-11-20T10:00:00.000Z',
    });

  test('is started under its name', async () => {
    service.operations = { StartExecution: () => ({ executionArn: 'arn', startDate: 1 }) };
    await start();
    expect(service.asked[0]?.input).toMatchObject({
      name: 'name-1',
      input: '{"validationId":"v-1","next":"look","at":"2026-11-20T10:00:00.000Z"}',
    });
  });

  test('that was started before is left as it is', async () => {
    service.operations = { StartExecution: () => ({ exception: 'ExecutionAlreadyExists' }) };
    await expect(start()).resolves.toBeUndefined();
  });

  test('that cannot be started is an error', async () => {
    service.operations = { StartExecution: () => ({ exception: 'StateMachineDoesNotExist' }) };
    await expect(start()).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
  });
});

describe('the secret of links', () => {
  const now = Date.UTC(2026, 10, 20, 10, 0);
  const secret = () => new ReportSecret('report-secret', new SecretsManagerClient(service.client));

  test('is kept for five minutes', async () => {
    service.operations = { GetSecretValue: () => ({ SecretString: `secret ${service.asked.length}` }) };
    const reads = secret();
    const read = async (minutes: number) => reads.read(now + minutes * 60_000);
    expect([await read(0), await read(4.9), await read(5)]).toEqual(['secret 1', 'secret 1', 'secret 2']);
  });

  test('that holds no text is an error', async () => {
    service.operations = { GetSecretValue: () => ({}) };
    await expect(secret().read(now)).rejects.toMatchObject({ code: 'NoReportSecret' });
  });

  test('signs links that are good for thirty days, and the same for the same decision', async () => {
    service.operations = { GetSecretValue: () => ({ SecretString: 'secret' }) };
    const links = new SignedReportLinks('https://report.example', secret(), () => now + 60_000);
    const link = await links.validation('v#1', now);
    const query = Object.fromEntries(new URL(link).searchParams);
    expect(verifyLink('secret', { page: 'validation', id: 'v#1' }, query, now)).toEqual({
      kind: 'good',
      expires: now / 1000 + 30 * 86_400,
    });
    expect(await links.validation('v#1', now)).toBe(link);
  });
});

describe('healing', () => {
  const arn = (name: string): string => `arn:aws:sns:us-east-1:123456789012:${name}`;
  const healing = (chatTopicArn: string | undefined) =>
    new AwsHealingNotifier(
      { topicArn: arn('read'), criticalTopicArn: arn('call'), chatTopicArn },
      topics,
      new EventBridgeClient(service.client),
    );
  const message = { subject: 'Production goes back', text: 'Shop is slow.\n\n“Errors” went up.' };
  const topicsTold = (): (string | null)[] => published.map((one) => one.get('TopicArn'));

  test('what people read and what calls them is shown in the chat, too, as Amazon Q takes it', async () => {
    await healing(arn('chat')).notify(message);
    await healing(arn('chat')).call(message);
    expect(topicsTold()).toEqual([arn('read'), arn('chat'), arn('call'), arn('chat')]);
    expect(JSON.parse(published[1]?.get('Message') ?? '')).toEqual({
      version: '1.0',
      source: 'custom',
      content: { textType: 'client-markdown', title: message.subject, description: message.text },
    });
  });

  test('without a chat nothing more is published', async () => {
    await healing(undefined).notify(message);
    expect(topicsTold()).toEqual([arn('read')]);
  });
});

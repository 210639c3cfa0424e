/** Whether alarms act, whether somebody hears of it, and whether runbooks could be run. */
import { verifyClients } from '../../../cli/verify/clients';
import type { Account } from '../../../cli/verify/account';
import { checkAlarms } from '../../../cli/verify/alarms';
import { checkRunbooks } from '../../../cli/verify/runbooks';
import { checkTopics } from '../../../cli/verify/topics';
import { AwsError } from '../../../rehearsal/cloud/aws-error';
import type { ServiceFactory } from '../../../rehearsal/cloud/service';
import { recorder } from '../../rehearsal/support/deploy-cloud';
import { clientSettings, startCloud, stopClouds } from '../../rehearsal/support/real-cloud';

const undo: (() => void)[] = [];
afterEach(async () => {
  for (const each of undo.splice(0)) each();
  await stopClouds();
});

const now = Date.UTC(2026, 10, 20, 12);
const hour = 3_600_000;

const open = async (...services: readonly ServiceFactory[]) => {
  const clients = verifyClients(clientSettings(await startCloud(services)));
  undo.push(() => Object.values(clients).forEach((client) => client.destroy()));
  return clients;
};

describe('alarms', () => {
  const topic = 'arn:aws:sns:us-east-1:123456789012:people';
  const alarm = (AlarmName: string, more: object) => ({
    AlarmName,
    StateValue: 'OK',
    StateTransitionedTimestamp: new Date(now - 30 * hour),
    ActionsEnabled: true,
    AlarmActions: [topic],
    ...more,
  });
  const check = async (...alarms: readonly object[]) => {
    const clients = await open(
      recorder('monitoring', 'cloudwatch', { DescribeAlarms: () => ({ MetricAlarms: alarms, CompositeAlarms: [] }) }),
    );
    const resources = [{ logicalId: 'Latency0A1B2C3D', physicalId: 'latency', type: 'AWS::CloudWatch::Alarm' }];
    const template = { Resources: {}, Parameters: {}, Conditions: {}, Mappings: {}, Outputs: {}, Rules: {} };
    const stack = { name: 'UnbreakableProduction', status: 'CREATE_COMPLETE', outputs: new Map<string, string>(), resources, template };
    const account: Account = { place: { partition: 'aws', account: '1', region: 'us-east-1' }, clients, stacks: [stack] };
    return checkAlarms(account, now);
  };

  test.each([
    ['that is OK', {}, 'same'],
    ['that fires now', { StateValue: 'ALARM' }, 'same'],
    ['that is new and has no data yet', { StateValue: 'INSUFFICIENT_DATA', StateTransitionedTimestamp: new Date(now - hour) }, 'same'],
    ['without data for more than a day', { StateValue: 'INSUFFICIENT_DATA' }, 'different'],
    ['whose actions are disabled', { ActionsEnabled: false }, 'different'],
  ])('one %s', async (_, more, status) => {
    const { findings, topics } = await check(alarm('latency', more));
    expect(findings).toEqual([expect.objectContaining({ what: 'UnbreakableProduction Latency', status })]);
    expect(topics).toEqual([topic]);
  });

  test('one that somebody deleted differs', async () => {
    expect((await check()).findings).toEqual([expect.objectContaining({ status: 'different', found: 'there is no such alarm' })]);
  });
});

describe('topics', () => {
  const subscription = (SubscriptionArn: string, Protocol = 'email', Endpoint = 'team@example.com') => ({
    SubscriptionArn,
    Protocol,
    Endpoint,
  });
  const confirmed = subscription('arn:aws:sns:us-east-1:123456789012:people:1');
  const chat = subscription('arn:aws:sns:us-east-1:123456789012:people:2', 'https', 'https://global.sns-api.chatbot.amazonaws.com');
  const check = async (subscriptions: readonly object[], chats: readonly string[] = []) => {
    const clients = await open(recorder('sns', 'sns', { ListSubscriptionsByTopic: () => ({ Subscriptions: subscriptions }) }));
    return checkTopics(clients.sns, ['arn:aws:sns:us-east-1:123456789012:people'], chats);
  };

  test.each([
    ['somebody hears of', [confirmed], 'same', '1 confirmed (email)'],
    ['nobody hears of', [], 'different', 'nobody is subscribed'],
    ['one of two has confirmed', [confirmed, subscription('PendingConfirmation')], 'different', '1 of 2 confirmed; waiting: email'],
    ['who heard of it has left', [subscription('Deleted')], 'different', 'nobody is subscribed'],
  ])('that %s', async (_, subscriptions, status, found) => {
    expect(await check(subscriptions)).toEqual([expect.objectContaining({ what: 'people', status, found })]);
  });

  test.each([
    ['shows', [confirmed, chat], 'same'],
    ['does not show', [confirmed], 'different'],
  ])('that a chat %s', async (_, subscriptions, status) => {
    const findings = await check(subscriptions, ['arn:aws:sns:us-east-1:123456789012:people']);
    expect(findings.at(-1)).toMatchObject({ what: 'the chat channel, of people', status });
  });
});

describe('healing', () => {
  const ssm = { kind: 'ssm', document: 'Restart' };
  const http = { kind: 'http', url: 'https://awx.example.com/7', secret: 'awx' };
  const check = async (Value: string | undefined, there = true) => {
    const answer = (code: string) => () => {
      if (!there) throw new AwsError(code, 'no such thing');
      return {};
    };
    const parameters = Value === undefined ? [] : [{ Name: '/unbreakable/healing/pipe', Value }];
    const clients = await open(
      recorder('ssm', 'ssm', { GetParametersByPath: () => ({ Parameters: parameters }), DescribeDocument: answer('InvalidDocument') }),
      recorder('secretsmanager', 'secretsmanager', { DescribeSecret: answer('ResourceNotFoundException') }),
    );
    return (await checkRunbooks(clients, 'pipe')).map(({ what, status }) => `${what}: ${status}`);
  };
  const settings = JSON.stringify({ environments: { Production: { match: { tags: ['a:b'] }, runbooks: [ssm, http] } } });

  test.each([
    ['are there', true, 'same'],
    ['are not there', false, 'different'],
  ])('runbooks whose documents and secrets %s', async (_, there, status) => {
    expect(await check(settings, there)).toEqual([
      'modes and limits: same',
      `Production: runbook Restart: ${status}`,
      `Production: runbook https://awx.example.com/7: ${status}`,
    ]);
  });

  test.each([
    ['are missing', undefined],
    ['cannot be read', '{"environments": {"Production": {}}}'],
  ])('settings that %s differ', async (_, value) => {
    expect(await check(value)).toEqual(['modes and limits: different']);
  });
});

import { addresseeOf, placeInArn } from '../../../rehearsal/cloud/addressee';

const elsewhere = { kind: 'account', account: '222222222222', region: 'eu-west-1' };
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:222222222222:${resource}`;

test.each<[string, object, object]>([
  ['s3', { Bucket: 'artifacts', Key: 'a' }, { kind: 'bucket', arn: 'arn:aws:s3:::artifacts' }],
  ['sts', { RoleArn: 'arn:aws:iam::222222222222:role/Read' }, { kind: 'account', account: '222222222222' }],
  ['sns', { TopicArn: arn('sns', 'alarms') }, elsewhere],
  ['lambda', { FunctionName: arn('lambda', 'function:look') }, elsewhere],
  ['lambda', { FunctionName: 'look' }, { kind: 'nobody' }],
  ['events', { Entries: [{ Source: 'a' }, { EventBusName: arn('events', 'event-bus/default') }] }, elsewhere],
  ['events', { Entries: [{ EventBusName: 'default' }] }, { kind: 'nobody' }],
  ['sqs', { QueueUrl: 'http://127.0.0.1:80/222222222222/problems' }, { kind: 'account', account: '222222222222' }],
  ['codedeploy', { applicationName: 'sample' }, { kind: 'nobody' }],
  ['ssm', { Name: '/unbreakable/switch' }, { kind: 'nobody' }],
])('%s %j', (service, input, expected) => {
  expect(addresseeOf(service, input)).toEqual(expected);
});

test.each([undefined, null, 'text', { Bucket: 5 }, { Entries: [null] }, { QueueUrl: {} }])('nothing in particular: %j', (input) => {
  for (const service of ['s3', 'sqs', 'events', 'sns']) expect(addresseeOf(service, input)).toEqual({ kind: 'nobody' });
});

test.each(['arn:aws:s3:::artifacts', '*', 'arn:aws:iam::aws:policy/ReadOnlyAccess'])('%s names no account', (text) => {
  expect(placeInArn(text)).toBeUndefined();
});

import { gzipSync } from 'node:zlib';
import { batches } from '../../lambda/ops/forward/batches';
import { documentsOf } from '../../lambda/ops/forward/documents';
import { forwarderSettings } from '../../lambda/ops/forward/settings';
import { unpack } from '../../lambda/ops/forward/unpack';

const at = Date.UTC(2026, 10, 20, 9, 0, 0, 5);
const batch = (...messages: readonly string[]) => ({
  messageType: 'DATA_MESSAGE' as const,
  logGroup: 'group',
  logStream: 'stream',
  logEvents: messages.map((message, index) => ({ id: String(index), timestamp: at, message })),
});
const origin = { logGroup: 'group', logStream: 'stream', eventId: '0', time: '2026-11-20T09:00:00.005Z' };

test.each([
  [
    'the sample’s',
    '{"time":"x","level":"info","message":"Up","port":1,"version":"v","hostname":"h","appname":"a"}',
    { level: 'info', message: 'Up', service: 'a', version: 'v', hostname: 'h', fields: { port: 1 } },
  ],
  [
    'Powertools’',
    '{"level":"WARN","message":"Slow","timestamp":"x","service":"gate-look","ms":3}',
    { level: 'warning', message: 'Slow', service: 'gate-look', fields: { ms: 3 } },
  ],
  ['an API’s', '{"status":"200","route":"/"}', { message: '{"status":"200","route":"/"}' }],
  ['plain', 'Error: no\n    at x\n', { message: 'Error: no\n    at x' }],
  ['broken JSON', '{"a":', { message: '{"a":' }],
  ['a JSON list', '[1]', { message: '[1]' }],
  ['with members of other types', '{"level":3,"message":{"a":1}}', { message: '' }],
])('a line: %s', (_, message, expected) => {
  const [document] = documentsOf(batch(message));
  expect(document).toMatchObject({ ...origin, ...expected });
});

test.each(['START RequestId: 1 Version: $LATEST', 'END RequestId: 1', 'REPORT RequestId: 1 Duration: 1 ms', '{"_aws":{},"message":"m"}'])(
  'no document is made of %j',
  (message) => expect(documentsOf(batch(message))).toEqual([]),
);

test('a line that is longer than a record may be is cut, and its fields stay out', () => {
  const [document] = documentsOf(batch(JSON.stringify({ message: 'm', huge: 'x'.repeat(300_000) })));
  expect(Buffer.byteLength(JSON.stringify(document))).toBeLessThan(1_000_000);
  expect(document).not.toHaveProperty('fields');
});

test('events of subscriptions are unpacked, anything else is refused with the fix', () => {
  const event = { awslogs: { data: gzipSync(JSON.stringify(batch('x'))).toString('base64') } };
  expect(unpack(event).logEvents).toHaveLength(1);
  const control = { ...batch(), messageType: 'CONTROL_MESSAGE', owner: 'CloudwatchLogs' };
  expect(documentsOf(unpack({ awslogs: { data: gzipSync(JSON.stringify(control)).toString('base64') } }))).toEqual([]);
  for (const junk of [undefined, {}, { awslogs: { data: 'AAAA' } }, { awslogs: { data: gzipSync('{}').toString('base64') } }])
    expect(() => unpack(junk)).toThrow(/Let only subscriptions of log groups invoke/);
});

test('calls hold 500 records and 4 MiB at most, in order', () => {
  const records = Array.from({ length: 1_201 }, (_, index) => String(index));
  expect(batches(records).map(({ length }) => length)).toEqual([500, 500, 201]);
  expect(batches(records).flat()).toEqual(records);
  const large = Array.from({ length: 6 }, () => 'x'.repeat(1024 * 1024));
  expect(batches(large).map(({ length }) => length)).toEqual([4, 2]);
});

test('settings that are missing are named', () => {
  expect(() => forwarderSettings({ LOG_BUCKET: 'b' })).toThrow(/LOG_STREAM_NAME.*Deploy the logging stack again/);
});

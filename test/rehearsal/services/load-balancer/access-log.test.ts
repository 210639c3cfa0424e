import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { balancingOf } from '../../../../rehearsal/services/load-balancer/balancing';
import { accessLogSettings } from '../../../../rehearsal/services/load-balancer/access-log/settings';
import { logKey } from '../../../../rehearsal/services/load-balancer/access-log/object-key';
import { logLine, type LogEntry } from '../../../../rehearsal/services/load-balancer/process/log-line';
import { readLine } from '../../../../rehearsal/services/athena/table-reader';
import { accessLogColumns, accessLogPattern } from '../../../../lib/logging/access-log-format';
import type { Column } from '../../../../rehearsal/services/athena/table';
import { deployCloud } from '../../support/deploy-cloud';
import { eventually } from '../../support/fake-cloud';
import { createResource, stopClouds } from '../../support/real-cloud';

const servers: Server[] = [];

afterEach(async () => {
  await stopClouds();
  for (const server of servers.splice(0)) server.close();
});

const startTarget = async (): Promise<number> => {
  const server = createServer({ keepAlive: false }, (_, response) => response.end('hello'));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

const operator = { kind: 'operator' } as const;
const deliverer = { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' };
const fromHere = { ArnLike: { 'aws:SourceArn': 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/*' } };
const fromElsewhere = { ArnLike: { 'aws:SourceArn': 'arn:aws:elasticloadbalancing:us-east-1:210987654321:loadbalancer/*' } };

/** A load balancer whose log goes to a bucket that this statement opens. */
const setUp = async (statement: object) => {
  const { cloud } = await deployCloud();
  await createResource(cloud, 'AWS::S3::Bucket', { BucketName: 'logs-1' }, 'Logs');
  const allow = { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::logs-1/AWSLogs/123456789012/*', ...statement };
  await createResource(cloud, 'AWS::S3::BucketPolicy', { Bucket: 'logs-1', PolicyDocument: { Statement: [allow] } }, 'Policy');
  const group = await createResource(cloud, 'AWS::ElasticLoadBalancingV2::TargetGroup', { Name: 'targets', Port: 8080 }, 'Targets');
  const attributes = [
    { Key: 'access_logs.s3.enabled', Value: 'true' },
    { Key: 'access_logs.s3.bucket', Value: 'logs-1' },
  ];
  const balancer = await createResource(
    cloud,
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    { Name: 'lb', LoadBalancerAttributes: attributes },
    'Balancer',
  );
  await createResource(
    cloud,
    'AWS::ElasticLoadBalancingV2::Listener',
    { LoadBalancerArn: balancer.ref, Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'forward', TargetGroupArn: group.ref }] },
    'Listener',
  );
  const log = balancingOf(cloud).accessLogs.get(balancer.ref)!;
  return { cloud, group: group.ref, url: `http://${String(balancer.attributes['DNSName'])}`, log };
};

const rowOf = (line: string) =>
  readLine({ columns: accessLogColumns as readonly Column[], pattern: new RegExp(`^(?:${accessLogPattern})$`) }, line);

test('each request is a line of an object, gzipped, in the folder of its day; the table of the template reads it', async () => {
  const { cloud, group, url, log } = await setUp({ Principal: deliverer, Condition: fromHere });
  const port = await startTarget();
  await fetch(`${url}/nobody`);
  balancingOf(cloud).register(group, { id: 'i-1', port });
  const agent = 'a "quoted" agent';
  await eventually(async () => ((await fetch(`${url}/a/1?b=c d`, { headers: { 'user-agent': agent } })).ok ? true : undefined));
  await eventually(async () => {
    await log.deliver();
    return log.total >= 2 ? true : undefined;
  });
  const { Contents } = await cloud.call<{ Contents: { Key: string }[] }>('s3', 'ListObjectsV2', { Bucket: 'logs-1' }, operator);
  const keys = Contents.map(({ Key }) => Key);
  expect(keys).toContain('AWSLogs/123456789012/ELBAccessLogTestFile');
  const logged = keys.filter((key) => key.endsWith('.log.gz'));
  expect(logged[0]).toMatch(
    /^AWSLogs\/123456789012\/elasticloadbalancing\/us-east-1\/2026\/11\/20\/123456789012_elasticloadbalancing_us-east-1_app\.lb\.\w+_20261120T09\d[05]Z_127\.0\.0\.1_\w{8}\.log\.gz$/,
  );
  const lines: string[] = [];
  for (const Key of logged) {
    const { Body } = await cloud.call<{ Body: Uint8Array }>('s3', 'GetObject', { Bucket: 'logs-1', Key }, operator);
    lines.push(...gunzipSync(Body).toString('utf8').trimEnd().split('\n'));
  }
  const rows = lines.map(rowOf);
  expect(rows[0]).toMatchObject({
    elb_status_code: 503,
    target_ip: '',
    target_processing_time: -1,
    target_status_code: '-',
    matched_rule_priority: '0',
  });
  expect(rows.at(-1)).toMatchObject({
    elb_status_code: 200,
    target_ip: '127.0.0.1',
    target_port: port,
    target_status_code: '200',
    request_verb: 'GET',
    request_url: `${url}/a/1?b=c%20d`,
    user_agent: String.raw`a \x22quoted\x22 agent`,
    target_group_arn: group,
    actions_executed: 'forward',
  });
  expect(rows.at(-1)!['received_bytes']).toBeGreaterThan(50);
  expect(rows.at(-1)!['sent_bytes']).toBeGreaterThan(50);
}, 20_000);

test.each([
  ['nobody', { Principal: { Service: 'logs.amazonaws.com' } }],
  ['load balancers of another account', { Principal: deliverer, Condition: fromElsewhere }],
])('a bucket that lets in %s refuses the load balancer itself', async (_, statement) => {
  await expect(setUp(statement)).rejects.toThrow(/Access Denied for bucket: logs-1\. Please check S3bucket permission/);
}, 20_000);

test.each([
  [[], undefined],
  [[['access_logs.s3.enabled', 'false'], ['access_logs.s3.bucket', 'b']], undefined],
  [[['access_logs.s3.enabled', 'true'], ['access_logs.s3.bucket', 'b']], { bucket: 'b' }],
  [[['access_logs.s3.enabled', 'true'], ['access_logs.s3.bucket', 'b'], ['access_logs.s3.prefix', 'p']], { bucket: 'b', prefix: 'p' }],
])('attributes %j', (given, expected) => {
  expect(accessLogSettings(given.map(([Key = '', Value = '']) => ({ Key, Value })))).toEqual(expected);
});

test('a prefix comes before everything else, and midnight belongs to the day that begins', () => {
  const balancer = { account: '1', region: 'r', fullName: 'app/a/b' };
  expect(logKey({ bucket: 'b', prefix: 'p/q' }, balancer, Date.UTC(2026, 11, 1), 'x')).toBe(
    'p/q/AWSLogs/1/elasticloadbalancing/r/2026/12/01/1_elasticloadbalancing_r_app.a.b_20261201T0000Z_127.0.0.1_x.log.gz',
  );
});

const entry: LogEntry = {
  balancer: 'app/a/b',
  created: 0,
  answered: 12,
  client: '192.0.2.1:1',
  status: 200,
  received: 1,
  sent: 2,
  method: 'GET',
  path: '/',
  host: 'here',
  httpVersion: '1.1',
  trace: 'Root=1-0-0',
  priority: 0,
  action: 'forward',
  connection: 'TID_1',
};

test.each([
  ['a port is always named', {}, { request_url: 'http://here:80/' }],
  ['a port that the client named stays', { host: 'here:81' }, { request_url: 'http://here:81/' }],
  ['a quote cannot end a field', { userAgent: '" "x' }, { user_agent: String.raw`\x22 \x22x` }],
  ['a line end cannot end the line', { userAgent: 'a\nb\u00e9' }, { user_agent: String.raw`a\x0Ab\xC3\xA9` }],
  [
    'times have three digits',
    { seconds: [0, 0.0305, 1] as const, target: '10.0.0.1:8080', targetStatus: 200 },
    { target_processing_time: 0.03, target_port: 8080 },
  ],
])('%s', (_, given, expected) => {
  const row = rowOf(logLine({ ...entry, ...given }));
  expect(row).toMatchObject({ time: '1970-01-01T00:00:00.012000Z', conn_trace_id: 'TID_1', ...expected });
});

import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { buildApp } from '../../lib/app';
import { ConfigError } from '../../lib/config/config-error';
import { parseConfig } from '../../lib/config/config';
import { configContextKey, merged } from '../../lib/config/merged';
import { accessLogColumns, accessLogPattern } from '../../lib/logging/access-log-format';
import { questions } from '../../lib/logging/access-log-questions';
import { text } from './support/resolve';
import { templates, testApp } from './support/synthesize';

const synth = (config: unknown) => {
  const app = testApp();
  buildApp(app, parseConfig(config));
  return (name: string) => Template.fromStack(app.node.findChild(name) as Stack);
};

const reader = 'arn:aws:iam::123456789012:role/Readers';
const stacks = synth({
  removal: 'retain',
  logging: { enabled: true, accessLogs: true, application: 'direct', hotDays: 3, readerRoles: [reader] },
});
const byAgent = templates({ logging: { enabled: true } });
const template = stacks('UnbreakableLogging');
const staging = stacks('UnbreakableStaging');

/** Properties of a resource. */
interface Props {
  readonly [name: string]: Props;
}

const only = (of: Template, type: string, id = ''): Props =>
  Object.entries(of.findResources(type)).find(([name]) => name.includes(id))![1]['Properties'] as Props;

describe('the domain', () => {
  const domain = only(template, 'AWS::OpenSearchService::Domain');

  test('is the newest 3.x, encrypted everywhere, with fine-grained access and a master user of its own', () => {
    expect(domain).toMatchObject({
      EngineVersion: 'OpenSearch_3.7',
      EncryptionAtRestOptions: { Enabled: true },
      NodeToNodeEncryptionOptions: { Enabled: true },
      DomainEndpointOptions: { EnforceHTTPS: true, TLSSecurityPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10' },
      AdvancedSecurityOptions: { Enabled: true, InternalUserDatabaseEnabled: false },
    });
    expect(text(domain['AdvancedSecurityOptions']!['MasterUserOptions']!['MasterUserARN'])).toMatch(/^<IndexPreparerRole\w+\.Arn>$/);
  });

  test('lets three roles in, and nobody else', () => {
    const [statement] = domain['AccessPolicies']!['Statement'] as unknown as { Principal: { AWS: unknown[] } }[];
    expect(statement!.Principal.AWS.map(text).toSorted()).toEqual([
      expect.stringMatching(/^<DeliveryRole/),
      expect.stringMatching(/^<IndexPreparerRole/),
      reader,
    ]);
  });

  test('is kept where data is kept, and upgraded in place', () => {
    template.hasResource('AWS::OpenSearchService::Domain', { DeletionPolicy: 'Retain', UpdatePolicy: { EnableVersionUpgrade: true } });
  });
});

describe('the stream', () => {
  test('rotates by the day, keeps every document, and names failed ones', () => {
    template.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
      DeliveryStreamEncryptionConfigurationInput: { KeyType: 'AWS_OWNED_CMK' },
      AmazonopensearchserviceDestinationConfiguration: {
        IndexName: 'unbreakable-logs',
        IndexRotationPeriod: 'OneDay',
        RetryOptions: { DurationInSeconds: 300 },
        S3BackupMode: 'AllDocuments',
        S3Configuration: { ErrorOutputPrefix: Match.stringLikeRegexp('^failed/!\\{firehose:error-output-type\\}/') },
      },
    });
  });

  test('comes after the domain is prepared; the policy of its role is part of the role', () => {
    const [stream] = Object.values(template.findResources('AWS::KinesisFirehose::DeliveryStream'));
    expect(stream!['DependsOn']).toContainEqual(expect.stringMatching(/^Index[0-9A-F]{8}$/));
    const role = only(template, 'AWS::IAM::Role', 'DeliveryRole');
    const granted = (role['Policies'] as unknown as { PolicyDocument: { Statement: { Action: unknown; Resource: unknown }[] } }[])[0]!
      .PolicyDocument.Statement;
    expect(granted.flatMap(({ Action }) => Action)).toEqual(expect.arrayContaining(['es:ESHttpPost', 's3:PutObject', 'logs:PutLogEvents']));
    expect(granted.map(({ Resource }) => text(Resource))).not.toContain('*');
    expect(Object.values(template.findResources('AWS::IAM::Policy')).map(({ Properties }) => text(Properties['Roles']))).not.toContainEqual(
      expect.stringContaining('DeliveryRole'),
    );
  });
});

test('the custom resource knows who writes, who reads, for how long, and which code prepares', () => {
  template.hasResourceProperties('Custom::LogIndex', { HotDays: '3', Replicas: '1', ReaderRoleArns: [reader] });
  template.hasResourceProperties('Custom::LogIndex', { Code: Match.stringLikeRegexp('^[0-9a-f]{64}\\.zip$') });
});

test('functions’ groups are subscribed, workflows’ and the forwarder’s own are not; nor the application’s where it sends itself', () => {
  const groups = (of: Template) =>
    Object.values(of.findResources('AWS::Logs::SubscriptionFilter')).map(({ Properties }) => text(Properties['LogGroupName']));
  expect(groups(template).length).toBeGreaterThan(10);
  expect(groups(template).join('\n')).not.toMatch(/Workflow|Forwarder|UnbreakableStaging/);
  expect(groups(byAgent('UnbreakableLogging')).filter((group) => /Unbreakable(?:Staging|Production)/.test(group))).toHaveLength(2);
});

test('the application gets the name of the stream and may write to it, or neither', () => {
  const setup = (of: Template) => text(only(of, 'AWS::EC2::LaunchTemplate', 'Service')['LaunchTemplateData']!['UserData']);
  expect(setup(staging)).toContain('LOG_STREAM=unbreakable-logs');
  expect(setup(staging)).toContain('AWS_REGION=<AWS::Region>');
  expect(JSON.stringify(staging.findResources('AWS::IAM::Policy'))).toContain('firehose:PutRecordBatch');
  const without = byAgent('UnbreakableStaging');
  expect(setup(without)).not.toContain('LOG_STREAM');
  expect(JSON.stringify(without.toJSON())).not.toContain('firehose');
});

describe('access logs', () => {
  test('go to a private bucket that the load balancer may write to, before it is told to', () => {
    const [balancer] = Object.values(staging.findResources('AWS::ElasticLoadBalancingV2::LoadBalancer'));
    expect(balancer!['Properties']['LoadBalancerAttributes']).toContainEqual({ Key: 'access_logs.s3.enabled', Value: 'true' });
    expect(balancer!['DependsOn']).toContainEqual(expect.stringMatching(/^AccessLogs\w*Policy/));
    staging.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' }, Action: 's3:PutObject' }),
        ]),
      },
    });
  });

  test('are asked three questions, within a limit of bytes, with encrypted answers', () => {
    expect(Object.values(staging.findResources('AWS::Athena::NamedQuery')).map(({ Properties }) => Properties['Name'] as string)).toEqual([
      'Staging: top clients',
      'Staging: slowest routes',
      'Staging: 5xx by route',
    ]);
    staging.hasResourceProperties('AWS::Athena::WorkGroup', {
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true,
        BytesScannedCutoffPerQuery: 10e9,
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_S3' } },
      },
    });
  });

  const line = (request: string, target = '10.0.0.1:8080', more = ' TID_1234abcd') =>
    `http 2026-11-20T09:00:00.123456Z app/lb/50dc6c495c0c9188 192.0.2.7:2817 ${target} 0.000 0.301 0.000 200 200 34 366 "${request}" "curl/8.7 (x \\x22y)" - - arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/t/73e2d6bc24d8a067 "Root=1-58337262-36d228ad5d99923122bbe354" "-" "-" 0 2026-11-20T09:00:00.000000Z "forward" "-" "-" "10.0.0.1:8080" "200" "-" "-"${more}`;

  test.each([
    [
      'a request',
      line('GET http://lb:80/api/invoke?sleep=300 HTTP/1.1'),
      { request_verb: 'GET', request_url: 'http://lb:80/api/invoke?sleep=300', client_ip: '192.0.2.7' },
    ],
    ['no target answered', line('GET http://lb:80/ HTTP/1.1', '-'), { target_ip: '', target_processing_time: '0.301' }],
    ['a request that is none', line('- http://lb:80- -'), { request_verb: '-', request_proto: '-' }],
    ['before 2024', line('GET http://lb:80/ HTTP/1.1', undefined, ''), { classification_reason: '-' }],
    ['with fields of tomorrow', line('GET http://lb:80/ HTTP/1.1', undefined, ' TID_1 "a field" of-tomorrow'), { conn_trace_id: 'TID_1' }],
  ])('a line is read column by column: %s', (_, given, expected) => {
    const groups = new RegExp(`^(?:${accessLogPattern})$`).exec(given);
    const columns = Object.fromEntries(accessLogColumns.map(({ name }, index) => [name, groups?.[index + 1]]));
    expect(columns).toMatchObject({ type: 'http', elb_status_code: '200', ...expected });
  });

  test('questions name columns that there are, and a day', () => {
    const columns = new Set(accessLogColumns.map(({ name }) => name));
    for (const { sql } of questions) {
      expect(sql).toContain('day >=');
      for (const [name] of sql.matchAll(/\b(?:client|target|elb|request|sent)_\w+/g)) expect(columns).toContain(name);
    }
  });
});

test.each([
  [{ nodes: 3 }, 'logging.nodes must be 1 or even'],
  [{ hotDays: 30, backupDays: 7 }, 'logging.backupDays must be at least hotDays'],
  [{ instanceType: 't3.small' }, 'logging.instanceType must be an instance type of OpenSearch Service'],
  [{ readerRoles: ['me'] }, 'logging.readerRoles.0 must be the ARN of a role'],
])('%j is refused', (options, message) => {
  expect(() => parseConfig({ logging: options })).toThrow(ConfigError);
  expect(() => parseConfig({ logging: options })).toThrow(message);
});

test('a function cannot send its log itself, and is told why', () => {
  const parse = () => parseConfig({ compute: 'lambda', logging: { application: 'direct' } });
  expect(parse).toThrow(/logging\.application must be agent where compute is lambda: a function is frozen/);
});

test.each([
  [undefined, { logging: { nodes: 1 }, tags: { a: 'b' } }],
  [{ logging: { enabled: true } }, { logging: { nodes: 1, enabled: true }, tags: { a: 'b' } }],
  ['{"logging":{"nodes":2}}', { logging: { nodes: 2 }, tags: { a: 'b' } }],
])(`the context ${configContextKey} %j replaces options one by one`, (given, expected) => {
  expect(merged({ logging: { nodes: 1 }, tags: { a: 'b' } }, given)).toEqual(expected);
});

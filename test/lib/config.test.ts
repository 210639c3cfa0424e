import { parseConfig } from '../../lib/config/config';
import { ConfigError } from '../../lib/config/config-error';
import monspec from '../../sample/monspec.json';

const connectionArn = 'arn:aws:codeconnections:eu-west-1:111111111111:connection/0a1b2c3d';
const accounts = {
  tools: { id: '111111111111', region: 'eu-west-1' },
  staging: { id: '222222222222', region: 'eu-west-1' },
  production: { id: '333333333333', region: 'eu-west-1' },
};

describe('the default configuration', () => {
  const config = parseConfig({});

  test('measures what the sample’s monspec compares', () => {
    const comparisons = monspec['unbreakable-sample'].comparisons.map(({ name }) => name);
    expect(comparisons).toEqual(expect.arrayContaining([config.staging.gate.comparison, config.production.gate.comparison]));
  });

  test('sends load for longer than the longest staging gate takes', () => {
    const { warmUpMinutes, windowMinutes, extendMinutes, ingestionDelayMinutes } = config.staging.gate;
    expect(config.staging.loadMinutes).toBeGreaterThanOrEqual(warmUpMinutes + windowMinutes + extendMinutes + 2 * ingestionDelayMinutes);
  });

  test('keeps production under steady load', () => {
    expect(config.production.loadMinutes).toBe(0);
  });

  test('is the same when its own result is parsed again', () => {
    expect(parseConfig(config)).toEqual(config);
  });
});

describe('a choice', () => {
  test('replaces its default and leaves its neighbours', () => {
    const { staging, production } = parseConfig({ production: { gate: { windowMinutes: 30, service: 'shop' } } });
    expect(production.gate).toMatchObject({ windowMinutes: 30, service: 'shop', comparison: 'ProductionToBefore', warmUpMinutes: 2 });
    expect(staging.gate).not.toHaveProperty('service');
  });

  test.each<[string, unknown, string]>([
    ['not an object', 'x', '(the whole configuration) must be an object of options; received "x"'],
    ['unknown option', { pipelinName: 'a' }, 'pipelinName is not an option of this version; remove it'],
    ['unknown option inside', { staging: { gate: { window: 5 } } }, 'staging.gate.window is not an option of this version; remove it'],
    [
      'pipeline name',
      { pipelineName: 'my pipeline' },
      'pipelineName must have 1 to 100 letters, digits and . @ _ -; received "my pipeline"',
    ],
    ['email', { notificationEmails: ['team'] }, 'notificationEmails.0 must be an email address such as team@example.com; received "team"'],
    ['removal', { removal: 'keep' }, 'removal must be destroy or retain; received "keep"'],
    ['approval timeout', { approvalTimeoutHours: 0 }, 'approvalTimeoutHours must be at least 1 hours; received 0'],
    [
      'x86 instance',
      { staging: { instanceType: 't3.micro' } },
      'staging.instanceType must be an arm64 instance type such as t4g.micro; received "t3.micro"',
    ],
    ['no instances', { production: { instances: 0 } }, 'production.instances must be at least 1 instances; received 0'],
    [
      'half a request',
      { staging: { loadRequestsPerMinute: 0.5 } },
      'staging.loadRequestsPerMinute must be a whole number of requests per minute; received 0.5',
    ],
    [
      'window of text',
      { staging: { gate: { windowMinutes: '5' } } },
      'staging.gate.windowMinutes must be a number of minutes; received "5"',
    ],
    [
      'window of two days',
      { staging: { gate: { windowMinutes: 2880 } } },
      'staging.gate.windowMinutes must be at most 1440 minutes; received 2880',
    ],
    ['mode', { staging: { gate: { mode: 'force' } } }, 'staging.gate.mode must be observe, advise or enforce; received "force"'],
    ['comparison', { staging: { gate: { comparison: '' } } }, 'staging.gate.comparison must name a comparison of the monspec; received 0'],
    ['latency', { staging: { alarms: { latencySeconds: 0 } } }, 'staging.alarms.latencySeconds must be more than 0 seconds; received 0'],
    [
      'latency without end',
      { staging: { alarms: { latencySeconds: Infinity } } },
      'staging.alarms.latencySeconds must be a finite number of seconds; received Infinity',
    ],
    ['log retention', { retention: { logDays: 31 } }, 'retention.logDays must be one of 7, 14, 30, 60, 90, 180, 365 days; received 31'],
    [
      'approval before the gate',
      { approvalTimeoutHours: 1, staging: { gate: { windowMinutes: 60 } } },
      'approvalTimeoutHours must be longer than the longest gate takes, or its approval expires first',
    ],
    [
      'load before the gate',
      { staging: { loadMinutes: 10 } },
      'staging.loadMinutes must be 0 or outlast the gate, or the window ends without requests',
    ],
    [
      'load of production',
      { production: { loadMinutes: 10 } },
      'production.loadMinutes must be 0 or outlast the gate, or the window ends without requests',
    ],
    [
      'telephone number',
      { critical: { phoneNumbers: ['0660'] } },
      'critical.phoneNumbers.0 must be a telephone number such as +4366012345678; received "0660"',
    ],
    [
      'pager without TLS',
      { critical: { pagers: ['http://pager'] } },
      'critical.pagers.0 must be an https address, or secret: and the name of a secret that holds one; received "http://pager"',
    ],
    [
      'channel by its name',
      { slack: { workspaceId: 'T0123456789', channelId: '#releases' } },
      'slack.channelId must be the id of a Slack channel such as C0123456789; received "#releases"',
    ],
    ['mandatory tag', { mandatoryTags: ['CostCenter'] }, 'tags must hold every tag that mandatoryTags names'],
    [
      'tag of AWS',
      { tags: { 'aws:x': 'y' } },
      'tags.aws:x must have 1 to 128 letters, digits and _ . : / = + - @, and not begin with aws:; received "aws:x"',
    ],
    [
      'promise',
      { production: { alarms: { sloPercent: 100 } } },
      'production.alarms.sloPercent must be less than 100 percent; received 100',
    ],
    ['audience', { staging: { alarms: { tell: 'all' } } }, 'staging.alarms.tell must be critical, email or nobody; received "all"'],
    ['disks', { disks: { emailPercent: 90 } }, 'disks.criticalPercent must be more than emailPercent'],
    [
      'VPC in one zone',
      {
        staging: {
          vpc: { vpcId: 'vpc-0a1b2c3d', availabilityZones: ['eu-west-1a'], publicSubnetIds: ['subnet-0a1b2c3d', 'subnet-1a1b2c3d'] },
        },
      },
      'staging.vpc.availabilityZones must name at least two, since a load balancer needs two zones; received 1',
    ],
    [
      'Dynatrace without TLS',
      { dynatrace: { url: 'http://dynatrace', tokenSecretName: 'a' } },
      'dynatrace.url must be an https address such as https://abc12345.live.dynatrace.com, without credentials and query',
    ],
    [
      'Dynatrace with a token in its address',
      { dynatrace: { url: 'https://a.live.dynatrace.com?api-token=b', tokenSecretName: 'a' } },
      'dynatrace.url must be an https address such as https://abc12345.live.dynatrace.com, without credentials and query',
    ],
    [
      'secret by ARN',
      { dynatrace: { url: 'https://a.live.dynatrace.com', tokenSecretName: 'arn:aws:x' } },
      'dynatrace.tokenSecretName must be the name of a secret: 1 to 512 letters, digits and / _ + = . @ -, no ARN; received "arn:aws:x"',
    ],
    [
      'Dynatrace without a token',
      { dynatrace: { url: 'https://a.live.dynatrace.com' } },
      'dynatrace.tokenSecretName must be an object of options; received undefined',
    ],
    [
      'Prometheus at no address',
      { prometheus: { url: 'prometheus:9090' } },
      'prometheus.url must be an http or https address, without credentials and query',
    ],
    [
      'Prometheus without TLS',
      { prometheus: { url: 'http://prometheus', access: { kind: 'bearer', tokenSecretName: 'a' } } },
      'prometheus.url must be https, since a secret is sent to it',
    ],
    [
      'Prometheus with two ways in',
      {
        prometheus: {
          url: 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1',
          access: { kind: 'bearer', tokenSecretName: 'a' },
        },
      },
      'prometheus.access must stay away, since Amazon’s service is signed in to by role',
    ],
    [
      'Prometheus by another way',
      { prometheus: { url: 'https://prometheus', access: { kind: 'digest' } } },
      'prometheus.access.kind must be of kind bearer or basic; received "digest"',
    ],
    [
      'account id without quotes',
      { accounts: { ...accounts, tools: { id: 111111111111, region: 'eu-west-1' } } },
      'accounts.tools.id must be text; received 111111111111',
    ],
    [
      'people of another account',
      { accounts: { ...accounts, readers: ['arn:aws:iam::999999999999:role/Developer'] } },
      'accounts.readers must be of the tools account; the environments let nobody else in',
    ],
    [
      'one environment on top of the other',
      { accounts: { ...accounts, production: accounts.staging } },
      'accounts.production must be in another account or region than staging',
    ],
    [
      'repository without a build',
      { connection: { connectionArn, repository: 'me/app' } },
      'build must be given, since a repository holds sources',
    ],
    [
      'connection by its name',
      { connection: { connectionArn: 'github', repository: 'me/app' }, build: { commands: ['make'] } },
      'connection.connectionArn must be the ARN of a connection of CodeConnections; received "github"',
    ],
    ['build without commands', { build: {} }, 'build.commands must be given, or buildspec, but not both'],
    [
      'build that leaves its sources',
      { build: { commands: ['make'], outputs: { monspec: '../monspec.json' } } },
      'build.outputs.monspec must be a path inside the sources, without .. and a leading /; received "../monspec.json"',
    ],
    ['option instead of options', { staging: 5 }, 'staging must be an object of options; received 5'],
    [
      'artifacts gone before a rollback needs them',
      { retention: { rollbackDays: 400, artifactDays: 400 } },
      'retention.artifactDays must be more than rollbackDays, or a rollback finds no artifact',
    ],
  ])('%s is refused with its place and its fix', (_, input, message) => {
    expect(() => parseConfig(input)).toThrow(new ConfigError([message]));
  });

  test('that is wrong in several places is refused with all of them', () => {
    const refuse = () => parseConfig({ removal: 'keep', production: { instances: 0 } });
    expect(refuse).toThrow(ConfigError);
    expect(refuse).toThrow(/2 problems[^]*- removal[^]*- production\.instances/);
  });
});

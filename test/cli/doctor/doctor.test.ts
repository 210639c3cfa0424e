import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkConfiguration } from '../../../cli/doctor/configuration';
import type { ServiceFactory } from '../../../rehearsal/cloud/service';
import { doctorClients } from '../../../cli/doctor/clients';
import { examine } from '../../../cli/doctor/doctor';
import { doctorText } from '../../../cli/doctor/text';
import { AwsError } from '../../../rehearsal/cloud/aws-error';
import { ssm } from '../../../rehearsal/services/ssm/ssm';
import { recorder } from '../../rehearsal/support/deploy-cloud';
import { clientSettings, createResource, createRole, startCloud, stopClouds } from '../../rehearsal/support/real-cloud';

afterEach(stopClouds);

const sample = join(__dirname, '..', '..', '..', 'sample', 'monspec.json');
const told = { notificationEmails: ['team@example.com'], critical: { pagers: ['https://pager.example.com/x'] } };

/** An SSM without parameters. */
const nothing = recorder('ssm', 'ssm', {
  GetParameter: () => {
    throw new AwsError('ParameterNotFound', 'no such parameter');
  },
});

/** An account with these quotas (undefined: it may not be asked) and this version of the bootstrap stack. */
const account = async (
  { quota = 32, bootstrap }: { quota?: number | undefined; bootstrap?: string } = {},
  ...more: readonly ServiceFactory[]
) => {
  const quotas = recorder('servicequotas', 'servicequotas', { GetServiceQuota: () => ({ Quota: { Value: quota } }) });
  const cloud = await startCloud([bootstrap === undefined ? nothing : ssm, quotas, ...more]);
  if (bootstrap !== undefined)
    await createResource(cloud, 'AWS::SSM::Parameter', { Name: '/cdk-bootstrap/hnb659fds/version', Type: 'String', Value: bootstrap });
  return cloud;
};

const look = async (
  cloud: Awaited<ReturnType<typeof account>>,
  more: { configuration?: unknown; monspec?: string; role?: string } = {},
) => {
  const { configuration = told, monspec = sample, role } = more;
  const checks = await examine({ clients: doctorClients(clientSettings(cloud, role)), monspec, configuration });
  return {
    checks,
    trouble: checks.filter(({ status }) => status !== 'ok').map(({ area, status, found }) => `${area} ${status}: ${found}`),
  };
};

test('an account that has everything misses nothing', async () => {
  const { checks, trouble } = await look(await account({ bootstrap: '30' }));
  expect(trouble).toEqual([]);
  expect(checks.map(({ area }) => area)).toEqual(['configuration', 'monspec', 'credentials', 'bootstrap', 'quotas', 'quotas', 'quotas']);
  expect(checks[2]?.found).toContain('account 123456789012, region us-east-1');
  expect(checks[4]?.found).toContain('8 needed of 32');
  expect(doctorText(checks)).toMatch(/Nothing is missing\. Next: npx cdk deploy --all\n$/);
});

test.each([
  ['ecs', 'virtual processors of Fargate (a deployment runs both builds): 1 needed of 32'],
  ['lambda', 'concurrent executions of Lambda functions: 20 needed of 32'],
])('with %s only the load generators are instances, and its own limit counts', async (compute, own) => {
  const { checks, trouble } = await look(await account({ bootstrap: '30' }), { configuration: { ...told, compute } });
  expect(trouble).toEqual([]);
  expect(checks[4]?.found).toContain('4 needed of 32');
  expect(checks[5]?.found).toContain(own);
});

test('a configuration that cannot be loaded, and a typing error in it, are named with the file', async () => {
  const broken = await checkConfiguration(undefined, () => Promise.reject(new SyntaxError('Unexpected end of file')));
  expect(broken.checks).toEqual([
    expect.objectContaining({ status: 'missing', found: 'unbreakable.config.ts cannot be loaded: Unexpected end of file' }),
  ]);
  const { checks } = await checkConfiguration(undefined, () => Promise.resolve({ notificationEmail: ['team@example.com'] }));
  expect(checks.map(({ found }) => found)).toEqual(['notificationEmail is not an option of this version; remove it']);
});

test('secrets that the configuration names must be there', async () => {
  const dynatrace = { url: 'https://abc12345.live.dynatrace.com', tokenSecretName: 'there' };
  const critical = { pagers: ['secret:absent'] };
  const describe = recorder('secretsmanager', 'secretsmanager', {
    DescribeSecret: (input) => {
      if ((input as { SecretId: string }).SecretId !== 'there') throw new AwsError('ResourceNotFoundException', 'no such secret');
      return {};
    },
  });
  const { checks, trouble } = await look(await account({ bootstrap: '30' }, describe), { configuration: { ...told, critical, dynatrace } });
  expect(checks.map(({ found }) => found)).toContain('there, for dynatrace.tokenSecretName, is there');
  expect(trouble).toEqual(['secrets missing: critical.pagers names the secret absent, which is not there']);
});

test('what is missing is named with its fix', async () => {
  const { checks, trouble } = await look(await account({ quota: 1 }), { configuration: { production: { instances: 0 } } });
  expect(trouble).toEqual([
    'configuration missing: production.instances must be at least 1 instances; received 0',
    'bootstrap missing: 123456789012 is not bootstrapped in us-east-1',
  ]);
  expect(checks.at(-1)?.fix).toBe('Run: npx cdk bootstrap aws://123456789012/us-east-1');
  expect(doctorText(checks)).toContain('2 things are missing. Mend it, then run unbreakable doctor again.');
});

test('an old bootstrap, low quotas, and alarms that nobody hears', async () => {
  const { trouble } = await look(await account({ quota: 1, bootstrap: '5' }), {
    configuration: { production: { instances: 2, instanceType: 'm7g.4xlarge' } },
  });
  expect(trouble).toEqual([
    'configuration missing: nobody gets the gate’s decisions and the alarms',
    'configuration missing: nobody is called when production fails',
    'bootstrap missing: version 5 in us-east-1 is older than 6',
    'quotas missing: virtual processors of running standard instances: 38 needed, 1 allowed',
    'quotas missing: VPCs of the region: 2 needed, 1 allowed',
    'quotas missing: Application Load Balancers of the region: 2 needed, 1 allowed',
  ]);
});

test('what may not be asked is unknown, not missing', async () => {
  const cloud = await account({ bootstrap: '30' });
  const role = await createRole(cloud, [{ Effect: 'Allow', Action: 'sts:GetCallerIdentity', Resource: '*' }]);
  const { checks, trouble } = await look(cloud, { role });
  expect(trouble.map((line) => line.slice(0, 40))).toEqual([
    expect.stringContaining('bootstrap unknown: AccessDenied'),
    expect.stringContaining('quotas unknown: AccessDenied'),
  ]);
  expect(doctorText(checks)).toContain('Nothing is missing, 2 could not be found out.');
});

test('without credentials the account is left alone', async () => {
  const cloud = await startCloud([ssm]);
  const clients = doctorClients({ ...clientSettings(cloud), credentials: { accessKeyId: 'AKIASTRANGER', secretAccessKey: 'x' } });
  const checks = await examine({ clients, monspec: sample, configuration: told });
  expect(checks.at(-1)).toMatchObject({ area: 'credentials', status: 'missing', fix: expect.stringContaining('aws sso login') });
});

describe('the monspec', () => {
  test('that is not there, or lacks a comparison that the configuration names', async () => {
    const cloud = await account({ bootstrap: '30' });
    expect((await look(cloud, { monspec: 'nowhere.json' })).trouble).toEqual([
      expect.stringMatching(/^monspec missing: nowhere\.json cannot be read: .*ENOENT/),
    ]);
    expect((await look(cloud, { configuration: { ...told, staging: { gate: { comparison: 'Nothing' } } } })).trouble).toEqual([
      expect.stringMatching(/^monspec missing: .* has no comparison Nothing$/),
    ]);
  });

  test('that is broken is refused with every issue', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'doctor-'));
    await writeFile(join(folder, 'monspec.json'), '{"service": {"perfsignature": [{"timeseries": 5}]}}');
    const { trouble } = await look(await account({ bootstrap: '30' }), { monspec: join(folder, 'monspec.json') });
    await rm(folder, { recursive: true });
    expect(trouble.length).toBeGreaterThan(0);
    expect(new Set(trouble.map((line) => line.slice(0, 15)))).toEqual(new Set(['monspec missing']));
  });
});

describe('with three accounts', () => {
  const accounts = (tools: string) => ({
    tools: { id: tools, region: 'us-east-1' },
    staging: { id: '123456789012', region: 'eu-west-1' },
    production: { id: '333333333333', region: 'us-east-1' },
  });

  /** The role by which CDK deploys from the tools account, where the bootstrap trusts it. */
  const trusting = async (cloud: Awaited<ReturnType<typeof account>>) => {
    await createResource(
      cloud,
      'AWS::IAM::Role',
      {
        RoleName: 'cdk-hnb659fds-deploy-role-123456789012-eu-west-1',
        AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } }] },
        Policies: [{ PolicyName: 'Read', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'ssm:GetParameter', Resource: '*' }] } }],
      },
      'Deploy',
    );
    return createRole(cloud, [{ Effect: 'Allow', Action: ['sts:*', 'ssm:GetParameter'], Resource: '*' }], 'Person');
  };

  test('each is looked at under the role that cdk deploy takes on, and the command for the one that does not let it in is printed', async () => {
    const cloud = await account({ bootstrap: '30' });
    const role = await trusting(cloud);
    const { checks, trouble } = await look(cloud, { configuration: { ...told, accounts: accounts('123456789012') }, role });
    expect(trouble).toEqual([
      expect.stringContaining('bootstrap missing: production (333333333333 in us-east-1) cannot be deployed to from 123456789012'),
      'quotas unknown: staging: not looked at from the tools account',
      'quotas unknown: production: not looked at from the tools account',
    ]);
    expect(checks.map(({ found }) => found)).toEqual(
      expect.arrayContaining(['version 30 in us-east-1', 'version 30 in eu-west-1', 'staging (123456789012): version 30 in eu-west-1']),
    );
    expect(checks.find(({ status }) => status === 'missing')?.fix).toContain(
      'npx cdk bootstrap aws://333333333333/us-east-1 --trust 123456789012 --cloudformation-execution-policies',
    );
  });

  test('credentials of a fourth are of no use', async () => {
    const configuration = { ...told, accounts: accounts('111111111111') };
    const { trouble } = await look(await account({ bootstrap: '30' }), { configuration });
    expect(trouble).toEqual(['credentials missing: account 123456789012 in us-east-1 is none of those that unbreakable.config.ts names']);
  });
});

/** What a deployed system does: metrics, monspecs, the webhook. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { verifyClients } from '../../../cli/verify/clients';
import { awsTime } from '../../../cli/verify/aws-time';
import { exitCodeOf } from '../../../cli/verify/verify';
import { checkMetrics } from '../../../cli/verify/metrics';
import { checkMonspec } from '../../../cli/verify/monspec';
import { verifyText } from '../../../cli/verify/text';
import { checkWebhook } from '../../../cli/verify/webhook';
import type { Finding } from '../../../cli/verify/difference';
import type { Validation } from '../../../lambda/gate/validation';
import { fromGeneric } from '../../../lambda/healing/reporters/generic';
import { isVerified } from '../../../lambda/healing/webhook/verify';
import type { ServiceFactory } from '../../../rehearsal/cloud/service';
import { s3 } from '../../../rehearsal/services/s3/s3';
import { secretsManager } from '../../../rehearsal/services/secrets-manager/secrets-manager';
import { recorder } from '../../rehearsal/support/deploy-cloud';
import { operator } from '../../rehearsal/support/fake-cloud';
import { clientSettings, createResource, startCloud, stopClouds } from '../../rehearsal/support/real-cloud';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of undo.splice(0)) await each();
  await stopClouds();
});

const open = async (...services: readonly ServiceFactory[]) => {
  const cloud = await startCloud(services);
  const clients = verifyClients(clientSettings(cloud));
  undo.push(() => Object.values(clients).forEach((client) => client.destroy()));
  return { cloud, clients };
};
const now = Date.UTC(2026, 10, 20, 12);

describe('metrics', () => {
  const environments = {
    Production: {
      cloudwatch: { dimensions: { LoadBalancer: 'app/lb/1' } },
      deployment: { kind: 'service' as const, cluster: 'c', service: 's' },
      rollback: true,
    },
  };
  const check = async (values: (id: string) => readonly number[]) => {
    const { clients } = await open(
      recorder('monitoring', 'cloudwatch', {
        GetMetricData: (input) => ({
          MetricDataResults: (input as { MetricDataQueries: { Id: string }[] }).MetricDataQueries.map(({ Id }) => ({
            Id,
            StatusCode: 'Complete',
            Timestamps: [],
            Values: values(Id),
          })),
        }),
      }),
    );
    return checkMetrics(clients.cloudwatch, { environments }, [], now);
  };

  test('that arrive are as in the rehearsal', async () => {
    const findings = await check(() => [1, 2]);
    expect(findings.map(({ what, status, found }) => [what, status, found])).toEqual(
      ['RequestCount', 'TargetResponseTime', 'HealthyHostCount'].map((metric) => [
        `Production: ${metric}`,
        'same',
        '2 points in the last 24 hours',
      ]),
    );
  });

  test('that do not arrive differ, each with what to do', async () => {
    const findings = await check((id) => (id === 'm0' ? [1] : []));
    expect(findings.map(({ status }) => status)).toEqual(['same', 'different', 'different']);
    expect(findings[2]?.fix).toContain('none has reported its health');
  });
});

describe('the monspec', () => {
  const good = readFileSync(join(__dirname, '..', '..', '..', 'sample', 'monspec.json'));
  const validation = {
    stage: 'Production',
    monspecKey: 'monspecs/1.json',
    monspecSha256: createHash('sha256').update(good).digest('hex'),
  } as Validation;
  const check = async (objects: Readonly<Record<string, string | Buffer>>, newest: Validation | undefined = validation) => {
    const { cloud, clients } = await open(s3);
    for (const BucketName of ['source', 'evidence']) await createResource(cloud, 'AWS::S3::Bucket', { BucketName }, BucketName);
    for (const [place, Body] of Object.entries(objects)) {
      const [Bucket, ...key] = place.split('/');
      await cloud.call('s3', 'PutObject', { Bucket, Key: key.join('/'), Body: Buffer.from(Body) }, operator);
    }
    return checkMonspec({ s3: clients.s3, source: { bucket: 'source', key: 'release/monspec.json' }, evidenceBucket: 'evidence', newest });
  };
  const both = { 'source/release/monspec.json': good, 'evidence/monspecs/1.json': good };

  test('that can be read and used is as in the rehearsal', async () => {
    expect((await check(both)).map(({ status }) => status)).toEqual(['same', 'same']);
  });

  test.each([
    ['is not there', { 'evidence/monspecs/1.json': good }, /there is no s3:\/\/source\/release\/monspec\.json/],
    ['cannot be read', { ...both, 'source/release/monspec.json': '{' }, /release\/monspec\.json/],
    ['was changed after its registration', { ...both, 'evidence/monspecs/1.json': `${good.toString()} ` }, /not what was registered/],
  ])('that %s differs', async (_, objects, found) => {
    const trouble = (await check(objects)).filter(({ status }) => status === 'different');
    expect(trouble).toEqual([
      expect.objectContaining({ found: expect.stringMatching(found) as string, fix: expect.any(String) as string }),
    ]);
  });

  test('of a pipeline without any gate so far is unknown', async () => {
    const { cloud, clients } = await open(s3);
    await createResource(cloud, 'AWS::S3::Bucket', { BucketName: 'evidence' }, 'evidence');
    const findings = await checkMonspec({ s3: clients.s3, source: undefined, evidenceBucket: 'evidence', newest: undefined });
    expect(findings.map(({ status }) => status)).toEqual(['unknown']);
  });
});

describe('the webhook', () => {
  const secret = 'a-secret-of-the-generic-reporter';
  interface Webhook {
    readonly status: number;
    /** Value of the secret. */
    readonly secrets: object;
    readonly recorded: boolean;
  }

  /** A webhook that answers with a status and keeps what it got. */
  const listen = async (status: number) => {
    const requests: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        requests.push({ headers: request.headers, body });
        response.writeHead(request.method === 'POST' ? status : 404, { date: new Date(now).toUTCString() }).end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    undo.push(() => {
      server.close();
      server.closeAllConnections();
    });
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
  };

  const check = async ({ status = 202, secrets = { generic: [secret] }, recorded = true }: Partial<Webhook> = {}) => {
    const keys: string[] = [];
    const { cloud, clients } = await open(
      secretsManager,
      recorder('dynamodb', 'dynamodb', {
        GetItem: (input) => {
          keys.push((input as { Key: { validationId: { S: string } } }).Key.validationId.S);
          return recorded ? { Item: { validationId: { S: 'x' } } } : {};
        },
      }),
    );
    const { ref } = await createResource(cloud, 'AWS::SecretsManager::Secret', { Name: 'hooks', SecretString: JSON.stringify(secrets) });
    const { url, requests } = await listen(status);
    const findings = await checkWebhook({
      clients,
      healing: { webhookUrl: url, webhookSecret: ref, stateMachineArn: 'arn' },
      table: 'validations',
      now: () => awsTime(url),
      drawId: () => '1',
      waitSeconds: 0,
    });
    return { findings, posts: requests.filter(({ body }) => body !== ''), keys };
  };

  test('gets a problem, signed at the time of AWS, that is over and so is never acted on', async () => {
    const { findings, posts, keys } = await check();
    expect(findings).toEqual([expect.objectContaining({ status: 'same' })]);
    const [{ headers, body } = { headers: {}, body: '' }] = posts;
    const small = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    expect(isVerified({ reporter: 'generic', headers: small, body: Buffer.from(body) }, { generic: [secret] }, now)).toBe(true);
    expect(fromGeneric(JSON.parse(body), now)).toMatchObject({
      kind: 'problem',
      problem: { state: 'resolved', severity: 'low', entities: [], tags: [] },
    });
    expect(keys).toEqual(['problem#webhook:unbreakable-verify-1']);
  });

  test.each([
    ['refuses it', { status: 401 }, 'different', /answered with 401/],
    ['accepts it and records nothing', { recorded: false }, 'different', /not recorded within 0 s/],
    ['has no secret', { secrets: {} }, 'unknown', /nothing was sent/],
    ['has a secret that is too short to count', { secrets: { generic: ['short'] } }, 'unknown', /nothing was sent/],
  ] as const)('that %s does not pass', async (_, options, status, found) => {
    const { findings } = await check(options);
    expect(findings).toEqual([
      expect.objectContaining({ status, found: expect.stringMatching(found) as string, fix: expect.any(String) as string }),
    ]);
  });
});

describe('what is printed', () => {
  const same: Finding = { area: 'stacks', what: 'A', status: 'same', rehearsed: 'stands', found: 'CREATE_COMPLETE' };
  const trouble: Finding = {
    area: 'metrics',
    what: 'B',
    status: 'different',
    rehearsed: 'arrives',
    found: '0 points',
    fix: 'Send requests.',
  };

  test('is a line an area, and a table of what differs with what to do', () => {
    const text = verifyText([same, trouble]);
    for (const wanted of [
      'stacks       1 of 1',
      'metrics      0 of 1',
      '0 points',
      '→ Send requests.',
      '1 thing differs, 0 could not be found out.',
    ])
      expect(text).toContain(wanted);
  });

  test('is without a table where nothing differs', () => {
    expect(verifyText([same])).toMatch(/as the rehearsal has it/);
    expect(verifyText([same])).not.toContain('here');
  });

  test.each([
    [[same], 0],
    [[same, trouble], 1],
    [[{ ...same, status: 'unknown' as const }], 1],
  ])('exit code of %#', (findings, code) => expect(exitCodeOf(findings)).toBe(code));
});

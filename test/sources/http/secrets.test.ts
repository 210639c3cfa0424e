import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { secretOf } from '../../../lambda/sources/secrets.client';
import { configuredDynatrace } from '../../../lambda/sources/dynatrace/configure';
import { configuredPrometheus } from '../../../lambda/sources/prometheus/configure';
import { StandIn } from '../support/stand-in';

let server: StandIn | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const secretsWith = async (secret: () => object) => {
  server = await StandIn.start(({ headers }) =>
    headers['x-amz-target'] === 'secretsmanager.GetSecretValue'
      ? { status: 200, body: { Name: 's', ...secret() } }
      : { status: 400, body: { __type: 'UnknownOperationException' } },
  );
  const client = new SecretsManagerClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
  const time = { now: 0 };
  return { time, read: secretOf('dynatrace-token', () => time.now, client) };
};

test('a secret is kept for five minutes, then a rotated one is seen', async () => {
  let value = 'one\n';
  const { time, read } = await secretsWith(() => ({ SecretString: value }));
  expect(await read()).toBe('one');
  value = 'two';
  time.now = 299_999;
  expect(await read()).toBe('one');
  time.now = 300_000;
  expect(await read()).toBe('two');
  expect(server!.requests).toHaveLength(2);
});

test('a secret without text is an error that names it', async () => {
  const { read } = await secretsWith(() => ({}));
  await expect(read()).rejects.toMatchObject({ code: 'EmptySecret', message: expect.stringContaining('dynatrace-token') });
});

describe('Dynatrace from the environment', () => {
  const url = 'https://abc12345.live.dynatrace.com';

  test('is not configured without a URL', () => {
    expect(configuredDynatrace({ DYNATRACE_URL: ' ' })).toBeUndefined();
  });

  test('has its token in a variable', async () => {
    const config = configuredDynatrace({ DYNATRACE_URL: url, DYNATRACE_TOKEN: ' dt0c01.a ' });
    expect({ url: config?.url, token: await config?.token() }).toEqual({ url, token: 'dt0c01.a' });
  });

  test('reads the token out of the secret that healing uses', async () => {
    const config = configuredDynatrace({ DYNATRACE_URL: url, DYNATRACE_TOKEN: JSON.stringify({ url, token: 'dt0c01.b' }) });
    expect(await config?.token()).toBe('dt0c01.b');
  });

  test('needs a token', () => {
    expect(() => configuredDynatrace({ DYNATRACE_URL: url })).toThrow(/DYNATRACE_TOKEN_SECRET/);
  });
});

describe('Prometheus from the environment', () => {
  const credentials = async () => ({ accessKeyId: 'a', secretAccessKey: 'b' });
  const of = (variables: Record<string, string>) => configuredPrometheus(variables, credentials);
  const url = 'https://prometheus.example.com';

  test('is not configured without a URL', () => {
    expect(of({})).toBeUndefined();
  });

  test.each([
    [{ PROMETHEUS_URL: url }, { kind: 'none' }],
    [{ PROMETHEUS_URL: url, PROMETHEUS_TOKEN: 't' }, { kind: 'bearer' }],
    [
      { PROMETHEUS_URL: url, PROMETHEUS_USERNAME: 'u', PROMETHEUS_PASSWORD: 'p' },
      { kind: 'basic', username: 'u' },
    ],
    [
      { PROMETHEUS_URL: url, PROMETHEUS_SIGV4_REGION: 'eu-west-1' },
      { kind: 'sigv4', region: 'eu-west-1' },
    ],
    [{ PROMETHEUS_URL: 'https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-1' }, { kind: 'sigv4', region: 'eu-central-1' }],
  ])('%j', (variables, auth) => {
    expect(of(variables as Record<string, string>)).toMatchObject({ auth });
  });

  test.each([
    [{ PROMETHEUS_URL: url, PROMETHEUS_USERNAME: 'u' }, /PROMETHEUS_PASSWORD_SECRET/],
    [{ PROMETHEUS_URL: url, PROMETHEUS_SCRAPE_SECONDS: '90' }, /from 1 to 60/],
    [{ PROMETHEUS_URL: url, PROMETHEUS_SCRAPE_SECONDS: '15s' }, /from 1 to 60/],
  ])('%j is refused', (variables, message) => {
    expect(() => of(variables as Record<string, string>)).toThrow(message);
  });
});

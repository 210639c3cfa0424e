import { SSMClient } from '@aws-sdk/client-ssm';
import { ParameterEnvironments } from '../../lambda/aws/environments.client';
import { ParameterSwitch } from '../../lambda/aws/switch.client';
import { JsonService } from './support/json-service';

const service = new JsonService();
let client: SSMClient;

beforeAll(async () => {
  await service.start();
  client = new SSMClient(service.client);
});

afterAll(async () => {
  client.destroy();
  await service.stop();
});

const holding = (Value: string) => ({ GetParameter: () => ({ Parameter: { Value } }) });

test.each([
  ['on', 'on'],
  ['off', 'off'],
  ['On', 'off'],
  ['on ', 'off'],
  ['true', 'off'],
])('the switch that holds “%s” is %s', async (value, position) => {
  service.operations = holding(value);
  expect(await new ParameterSwitch('/unbreakable/switch', client).read()).toEqual({
    position,
    detail: `The switch /unbreakable/switch is “${value}”.`,
  });
});

test.each([
  ['ParameterNotFound', 400],
  ['AccessDeniedException', 400],
  ['InternalServerError', 500],
])('the switch that cannot be read (%s) is off', async (exception, status) => {
  service.operations = { GetParameter: () => ({ exception, status }) };
  const reading = await new ParameterSwitch('/unbreakable/switch', client).read();
  expect([reading.position, reading.detail]).toEqual(['off', expect.stringContaining(exception)]);
});

test('the switch is read anew every time', async () => {
  const killSwitch = new ParameterSwitch('/unbreakable/switch', client);
  service.operations = holding('on');
  await killSwitch.read();
  service.operations = holding('off');
  expect((await killSwitch.read()).position).toBe('off');
});

const description = {
  environments: {
    Production: {
      cloudwatch: { dimensions: { LoadBalancer: 'app/1' } },
      deployment: { kind: 'server', applicationName: 'shop', deploymentGroupName: 'Production' },
      rollback: true,
    },
  },
};

const environments = () => new ParameterEnvironments('/unbreakable/environments', client).read('shop');

test('environments are read from the parameter of their pipeline', async () => {
  service.operations = holding(JSON.stringify(description));
  expect(await environments()).toEqual({ kind: 'found', value: description });
  expect(service.asked.at(-1)?.input).toEqual({ Name: '/unbreakable/environments/shop' });
});

test.each([
  ['no JSON', 'hello', /does not describe environments/],
  ['another document', '{}', /environments: /],
  [
    'an environment without deployment group',
    JSON.stringify({ environments: { Production: { ...description.environments.Production, deployment: {} } } }),
    /environments\.Production\.deployment/,
  ],
])('%s is unusable, and says where', async (_, value, detail) => {
  service.operations = holding(value);
  expect(await environments()).toEqual({ kind: 'unusable', detail: expect.stringMatching(detail) });
});

test.each([
  ['ParameterNotFound', /no parameter \/unbreakable\/environments\/shop/],
  ['AccessDeniedException', /Let the function’s role read it/],
])('%s is unusable, with a fix', async (exception, detail) => {
  service.operations = { GetParameter: () => ({ exception }) };
  expect(await environments()).toEqual({ kind: 'unusable', detail: expect.stringMatching(detail) });
});

test('what may go better later is an error', async () => {
  service.operations = { GetParameter: () => ({ exception: 'ThrottlingException' }) };
  await expect(environments()).rejects.toMatchObject({ name: 'ThrottlingException' });
});

/** `unbreakable verify` against a rehearsed cloud, which is what it compares with: nothing differs, and nothing is done. */
import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { resourcesOf } from '../../../cli/verify/account';
import { areas } from '../../../cli/verify/difference';
import { createResource } from '../support/real-cloud';
import { verifyClients } from '../../../cli/verify/clients';
import { exitCodeOf, verify } from '../../../cli/verify/verify';
import { readHealing } from '../../../cli/pipeline/healing';
import { Theatre } from './support/theatre';

let theatre: Theatre;
let clients: ReturnType<typeof verifyClients>;

beforeAll(async () => {
  theatre = await Theatre.open();
  const { endpoint, region, operator } = theatre.cloud;
  clients = verifyClients({ endpoint, region, credentials: operator });
}, 120_000);

afterAll(async () => {
  for (const client of Object.values(clients ?? {})) client.destroy();
  await theatre?.close();
});

/** Both topics of the foundation, to which nobody is subscribed by default. */
const topics = async () =>
  (await resourcesOf(clients.cloudformation, 'UnbreakableFoundation')).flatMap(({ type, physicalId }) =>
    type === 'AWS::SNS::Topic' ? [physicalId] : [],
  );

const pipeline = () => theatre.stage.structure.name;

test('before the first release, and without a secret, what cannot be known is said', async () => {
  const findings = await verify({ open: () => clients, pipeline: pipeline(), webhook: true });
  expect(findings.filter(({ status }) => status !== 'same').map(({ area, status }) => `${area} ${status}`)).toEqual([
    'telling different',
    'telling different',
    'monspec different',
    'monspec unknown',
    'webhook unknown',
  ]);
  expect(exitCodeOf(findings)).toBe(1);
});

test('after a release nothing differs; the test problem is recorded, and neither healed nor told', async () => {
  for (const TopicArn of await topics())
    await createResource(theatre.cloud, 'AWS::SNS::Subscription', { TopicArn, Protocol: 'email', Endpoint: 'team@example.com' });
  await theatre.release(1);
  const { webhookSecret, stateMachineArn } = await readHealing(clients);
  const SecretString = JSON.stringify({ generic: ['0123456789abcdef0123456789'] });
  await clients.secrets.send(new PutSecretValueCommand({ SecretId: webhookSecret, SecretString }));
  const findings = await verify({ open: () => clients, pipeline: pipeline(), webhook: true });
  expect(findings.filter(({ status }) => status !== 'same')).toEqual([]);
  expect(exitCodeOf(findings)).toBe(0);
  expect(new Set(findings.map(({ area }) => area))).toEqual(new Set(areas));
  const count = (wanted: string) => findings.filter(({ area }) => area === wanted).length;
  // Roles of services and of small functions, too: the tables of the contract alone have 15.
  expect([count('permissions') > 25, count('roles') > 25, count('alarms') > 20]).toEqual([true, true, true]);
  const { executions } = await clients.sfn.send(new ListExecutionsCommand({ stateMachineArn }));
  // Alarms of a busy machine may be heard of meanwhile; the test problem must not be.
  expect(executions?.filter(({ name }) => name?.startsWith('generic'))).toEqual([]);
  expect(theatre.cloud.receipt().denied).toEqual([]);
});

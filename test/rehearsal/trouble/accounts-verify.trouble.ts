/** `unbreakable verify` where staging and production have accounts of their own, production in another region. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../../../cli/pipeline/clients';
import { accountsOptions } from '../../../cli/rehearse/accounts';
import { verifyClients, type VerifyClients } from '../../../cli/verify/clients';
import type { Finding } from '../../../cli/verify/difference';
import { verify } from '../../../cli/verify/verify';
import { startClock } from '../../../rehearsal/clock/virtual-clock';
import type { CloudHost } from '../../../rehearsal/cloud/host';
import { assembly } from '../../../rehearsal/story/assembly';
import { startCloud } from '../../../rehearsal/story/start-cloud';

let folder: string;
let cloud: CloudHost;
const opened: VerifyClients[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trouble-'));
  const app = await assembly(undefined, join(folder, 'cdk.out'), accountsOptions);
  cloud = await startCloud({ app, clock: startClock(60), directory: folder, port: 0 });
}, 120_000);

afterAll(async () => {
  for (const client of opened.flatMap((clients) => Object.values(clients))) client.destroy();
  await cloud?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A profile is called after the account that it is of. */
const open = ({ profile = cloud.account, region = cloud.region }: Connection): VerifyClients => {
  const place = cloud.places.find(({ account }) => account === profile) ?? cloud;
  const clients = verifyClients({ endpoint: cloud.endpoint, region, credentials: place.operator });
  opened.push(clients);
  return clients;
};

const look = (profiles: Readonly<Record<string, string>>) => verify({ open, pipeline: 'unbreakable-pipeline', webhook: false, profiles });

const trouble = (findings: readonly Finding[], ...areas: readonly Finding['area'][]) =>
  findings.filter(({ area, status }) => areas.includes(area) && status !== 'same');

test('with a profile for each, stacks, roles and alarms of all three are as their templates say', async () => {
  const findings = await look({ Staging: '222222222222', Production: '333333333333' });
  expect(trouble(findings, 'stacks', 'outputs', 'permissions', 'roles', 'alarms', 'healing')).toEqual([]);
  const named = findings.map(({ what }) => what).join('\n');
  for (const what of ['UnbreakableStagingAccess', 'UnbreakableProductionOperations', 'UnbreakableProductionAccess RolesRead', 'Gate Look'])
    expect(named).toContain(what);
  expect(cloud.receipt().denied).toEqual([]);
}, 120_000);

test('without profiles the environments’ accounts are unknown', async () => {
  const findings = await look({});
  expect(trouble(findings, 'stacks').map(({ what, status }) => `${what}: ${status}`)).toEqual([
    'Staging, in account 222222222222 in us-east-1: unknown',
    'Production, in account 333333333333 in eu-west-1: unknown',
  ]);
  expect(trouble(findings, 'permissions', 'roles', 'alarms')).toEqual([]);
}, 120_000);

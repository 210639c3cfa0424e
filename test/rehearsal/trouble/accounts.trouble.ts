/** The whole story with tools, staging and production in an account each, production in another region. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountsOptions } from '../../../cli/rehearse/accounts';
import { assembly } from '../../../rehearsal/story/assembly';
import { unbreakable } from './support/command-line';
import { takeAway, takeOut } from './support/permissions';
import { copiesOf, lighten } from './support/prepared-app';
import { expectUsualStory } from './support/usual-story';

let folder: string;
let original: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trouble-'));
  original = await assembly(undefined, join(folder, 'cdk.out'), accountsOptions);
  lighten(original);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const app = copiesOf(() => original);

const rehearse = (...args: readonly string[]) => unbreakable(['rehearse', '--no-serve', '--port', '0', ...args]);

test('four builds: two pass, one is rejected in staging, one in production, which goes back; every statement of every role is used or has a reason', async () => {
  const run = await rehearse('--accounts', '--speed', '40');
  expectUsualStory(run.lines);
  const summary = run.lines.at(-1);
  expect(summary).toMatchObject({ type: 'summary', ok: true, stagingBuild: 4, productionBuild: 3, receipt: { denied: [], unsupported: [] } });
  const unused = summary?.type === 'summary' ? summary.receipt.unusedStatements : undefined;
  expect(unused?.filter(({ reason }) => reason === null)).toEqual([]);
  expect(run).toMatchObject({ code: 0, leftFiles: [], leftProcesses: [] });
}, 480_000);

test('a build that goes bad later: the alarm of production’s account is heard in the tools account, and healing redeploys there', async () => {
  const run = await rehearse('--app', original, '--incident', '--speed', '40');
  expect(run.lines.filter(({ type }) => type === 'remediation')).toEqual([
    expect.objectContaining({ by: 'healing', stage: 'Production', fromBuild: 5, toBuild: 3, outcome: 'succeeded' }),
  ]);
  expect(run.lines.at(-1)).toMatchObject({ type: 'summary', ok: true, stagingBuild: 5, productionBuild: 3, receipt: { denied: [] } });
}, 480_000);

const access = (environment: string, resource: string) => ({ stack: `Unbreakable${environment}Access`, resource });

test.each([
  // What the role of the other account may do, who may take it on, and what its own account lets it do elsewhere.
  [access('Staging', 'RolesDeployDefaultPolicy'), 'codedeploy:CreateDeployment', /UnbreakableStagingDeploy.*:222222222222:deploymentgroup:/],
  [{ stack: 'UnbreakablePipeline', resource: 'Role' }, 'sts:AssumeRole', /UnbreakablePipeline-Role.*role\/UnbreakableStagingDeploy/],
  [{ stack: 'UnbreakablePipeline', resource: 'ReleaseGateGrantsLook' }, 'sts:AssumeRole', /Look.*role\/UnbreakableProductionRead/],
  [{ stack: 'UnbreakableStaging', resource: 'ServiceFleetRoleDefaultPolicy' }, 'kms:Decrypt', /UnbreakableStaging-ServiceFleetRole.*:111111111111:key\//],
] as const)(
  '%j without %s',
  async (place, action, roleAndResource) => {
    const dir = app();
    takeAway(dir, { ...place, action });
    const run = await rehearse('--app', dir, '--builds', '1');
    expect(run.code).toBe(1);
    const said = `${run.output}\n${run.errors}`.split('\n').filter((line) => line.includes(action) && roleAndResource.test(line));
    expect({ said: said.length > 0, output: said.length > 0 ? '' : `${run.output}\n${run.errors}` }).toEqual({ said: true, output: '' });
    expect(run).toMatchObject({ leftFiles: [], leftProcesses: [] });
  },
  240_000,
);

test('a bucket of the tools account that lets nobody in: the instance of the other account and the object are named', async () => {
  const dir = app();
  takeOut(dir, 'UnbreakableFoundation', 'BucketsArtifactsPolicy');
  const run = await rehearse('--app', dir, '--builds', '1');
  expect(run.code).toBe(1);
  expect(`${run.output}\n${run.errors}`).toMatch(/role\/UnbreakableStaging-ServiceFleetRole.* may not s3:GetObject on arn:aws:s3:::unbreakablefoundation-bucketsartifacts/);
}, 240_000);

test('a tools account whose bus lets no events in: the role of the rule and the bus are named', async () => {
  const dir = app();
  takeOut(dir, 'UnbreakableFoundation', 'EventsOfStaging');
  const run = await rehearse('--app', dir, '--builds', '1');
  expect(run.code).toBe(1);
  expect(run.output).toMatch(/UnbreakableStagingAccess-EventsRole.* may not events:PutEvents on arn:aws:events:us-east-1:111111111111:event-bus\/default/);
}, 240_000);

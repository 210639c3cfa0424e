/** Every class of permission, taken out of the templates one at a time: the rehearsal names role, action and resource. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unbreakable } from './support/command-line';
import { takeAway, takeOut } from './support/permissions';
import { copiesOf, lighten, prepareApp } from './support/prepared-app';

let folder: string;
let original: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trouble-'));
  original = await prepareApp(folder);
  lighten(original);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const app = copiesOf(() => original);

const rehearse = (dir: string, builds = '1') => unbreakable(['rehearse', '--builds', builds, '--no-serve', '--port', '0', '--app', dir]);

type Run = Awaited<ReturnType<typeof rehearse>>;

/** The run ends badly, and one line names who was refused what. */
const expectNamed = (run: Run, action: string, roleAndResource: RegExp): void => {
  const said = `${run.output}\n${run.errors}`.split('\n').filter((line) => line.includes(action) && roleAndResource.test(line));
  expect({ code: run.code, said: said.length > 0, output: said.length > 0 ? '' : `${run.output}\n${run.errors}` }).toEqual({
    code: 1,
    said: true,
    output: '',
  });
};

const statuses = (run: Run): readonly unknown[] => run.lines.filter((line) => line.type === 'execution').map(({ status }) => status);

const gate = (name: string) => ({ stack: 'UnbreakableGate', resource: `GateFunctions${name}RoleDefaultPolicy` });
const grants = (name: string) => ({ stack: 'UnbreakablePipeline', resource: `ReleaseGateGrants${name}` });
const pipeline = { stack: 'UnbreakablePipeline', resource: 'Role1' };

test.each([
  // A function writes, starts, measures, keeps, decides.
  [gate('Register'), 'dynamodb:PutItem', /Register.*table\//],
  [gate('Register'), 'states:StartExecution', /Register.*:stateMachine:/],
  [gate('Register'), 'codepipeline:PutJobSuccessResult', /Register/],
  [grants('Register'), 's3:GetObject', /Register.*arn:aws:s3:::/],
  [gate('Look'), 'cloudwatch:GetMetricData', /Look/],
  [gate('Look'), 's3:PutObject', /Look.*arn:aws:s3:::/],
  [grants('Look'), 'ssm:GetParameter', /Look.*parameter\/unbreakable\/environments/],
  [gate('Decide'), 'ssm:GetParameter', /Decide.*parameter\/unbreakable\/switch/],
  [gate('Decide'), 'secretsmanager:GetSecretValue', /Decide.*:secret:/],
  // Services act with roles, too.
  [{ stack: 'UnbreakableGate', resource: 'GateWorkflowRole' }, 'lambda:InvokeFunction', /GateWorkflowRole.*:function:/],
  [pipeline, 'codedeploy:CreateDeployment', /UnbreakablePipeline-Role.*:deploymentgroup:/],
  [pipeline, 'lambda:InvokeFunction', /UnbreakablePipeline-Role.*:function:/],
  [pipeline, 's3:PutObject', /UnbreakablePipeline-Role.*arn:aws:s3:::/],
  [
    { stack: 'UnbreakableStaging', resource: 'ServiceFleetRoleDefaultPolicy' },
    's3:GetObject',
    /UnbreakableStaging-ServiceFleetRole.*arn:aws:s3:::/,
  ],
] as const)(
  '%j without %s',
  async (place, action, roleAndResource) => {
    const dir = app();
    takeAway(dir, { ...place, action });
    const run = await rehearse(dir);
    expectNamed(run, action, roleAndResource);
    expect(statuses(run)).not.toContain('Succeeded');
    expect(run).toMatchObject({ leftFiles: [], leftProcesses: [] });
  },
  240_000,
);

// A decision that was carried out stands, whether or not it can be told to others; that it was not told fails the run.
test.each([
  [gate('Decide'), 'events:PutEvents', /Decide.*:event-bus\/default/],
  [gate('Decide'), 'sns:Publish', /Decide.*arn:aws:sns:/],
  [gate('Decide'), 'kms:GenerateDataKey', /Decide.*:key\//],
] as const)(
  'telling: %j without %s',
  async (place, action, roleAndResource) => {
    const dir = app();
    takeAway(dir, { ...place, action });
    const run = await rehearse(dir);
    expectNamed(run, action, roleAndResource);
    expect(statuses(run)).toEqual(['Succeeded']);
  },
  240_000,
);

test('the gate without the permission to redeploy: the bad build is rejected, and the missing rollback is named', async () => {
  const dir = app();
  takeAway(dir, { ...grants('Remediate'), action: 'codedeploy:CreateDeployment' });
  const run = await rehearse(dir, '1,4');
  expect(run.code).toBe(1);
  expect(run.output).toMatch(/Denied: .*Remediate.* may not codedeploy:CreateDeployment on arn:aws:codedeploy:.*Production/);
  expect(run.lines.filter(({ type }) => type === 'decision').at(-1)).toMatchObject({ stage: 'Production', decision: 'reject' });
}, 240_000);

test('a rule without the permission of its function: the service that was refused is named', async () => {
  const dir = app();
  takeOut(dir, 'UnbreakableOperations', 'DeliveryGateAllowEventRule');
  const run = await rehearse(dir);
  expect(run.code).toBe(1);
  expect(run.output).toMatch(/events\.amazonaws\.com.*lambda:InvokeFunction.*DeliveryCounter/);
}, 240_000);

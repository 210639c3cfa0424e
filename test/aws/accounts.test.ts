import { accountOptions } from '../../lambda/aws/accounts/per-account';
import { histories } from '../../lambda/aws/accounts/deployments';
import { storedRevisions } from '../../lambda/aws/accounts/revisions';
import type { AccountAccess } from '../../lambda/contract/account-access';
import type { ServerDestination } from '../../lambda/contract/destination';
import { startClock } from '../../rehearsal/clock/virtual-clock';
import type { PolicyStatement } from '../../rehearsal/cloud/cloud';
import type { CloudHost } from '../../rehearsal/cloud/host';
import type { ServiceFactory } from '../../rehearsal/cloud/service';
import { callerVariables, createResource, createRole, startCloud, stopClouds } from '../rehearsal/support/real-cloud';

const arn = 'arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:shop/Production';

/** Who asked CodeDeploy for the group. */
const callers: string[] = [];
const codedeploy: ServiceFactory = () => ({
  name: 'codedeploy',
  operations: {
    GetDeploymentGroup: {
      needs: () => [{ action: 'codedeploy:GetDeploymentGroup', resource: arn }],
      run: (_input, caller) => {
        callers.push(caller.kind === 'role' ? caller.arn : caller.kind);
        return { deploymentGroupInfo: {} };
      },
    },
  },
  resources: {},
});

let cloud: CloudHost;
let access: AccountAccess;
const before = { ...process.env };

/** A role that the function's role may take on with an external id, and that may ask CodeDeploy. */
async function createReader(ExternalId: string, own: string): Promise<string> {
  const trust: PolicyStatement = {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { AWS: 'arn:aws:iam::123456789012:root' },
    Condition: { StringEquals: { 'sts:ExternalId': ExternalId }, ArnLike: { 'aws:PrincipalArn': own } },
  };
  const { attributes } = await createResource(
    cloud,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: { Statement: [trust] },
      Policies: [
        {
          PolicyName: 'Read',
          PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'codedeploy:GetDeploymentGroup', Resource: arn }] },
        },
      ],
    },
    'Reader',
  );
  return String(attributes['Arn']);
}

beforeEach(async () => {
  callers.length = 0;
  // The SDK compares the end of credentials with this machine's clock.
  cloud = await startCloud([codedeploy], { clock: startClock(60, Date.now()) });
  const own = await createRole(cloud, [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }], 'Look');
  const readRoleArn = await createReader('unbreakable-pipeline', own);
  access = { readRoleArn, redeployRoleArn: readRoleArn, region: 'us-east-1', externalId: 'unbreakable-pipeline' };
  Object.assign(process.env, callerVariables(cloud, own));
});

afterEach(async () => {
  await stopClouds();
  process.env = { ...before };
});

const destination = (account?: AccountAccess): ServerDestination => ({
  kind: 'server',
  applicationName: 'shop',
  deploymentGroupName: 'Production',
  ...(account && { account }),
});

const assumptions = () => cloud.receipt().sdkCalls['sts']?.['AssumeRole'] ?? 0;

test('an environment of another account is asked under its role, which is taken on once', async () => {
  const deployments = histories();
  await deployments.latest(destination(access));
  await deployments.latest(destination(access));
  expect(callers).toEqual([access.readRoleArn, access.readRoleArn]);
  expect(assumptions()).toBe(1);
});

test('an environment of the own account is asked under the own role, which here may not', async () => {
  await expect(histories().latest(destination())).rejects.toMatchObject({ name: 'AccessDeniedException' });
  expect(assumptions()).toBe(0);
});

test.each<[string, Partial<AccountAccess>]>([
  ['another external id', { externalId: 'somebody-else' }],
  ['a role that is not there', { readRoleArn: 'arn:aws:iam::123456789012:role/none' }],
])('%s opens nothing', async (_, changes) => {
  await expect(histories().latest(destination({ ...access, ...changes }))).rejects.toMatchObject({ name: 'AccessDenied' });
  expect(callers).toEqual([]);
});

test('without an external id none is sent', async () => {
  const { externalId: _, ...open } = access;
  await expect(histories().latest(destination(open))).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('who comes to read takes on the role for reading', async () => {
  const options = accountOptions({ ...access, redeployRoleArn: 'arn:aws:iam::123456789012:role/redeploy' }, 'read');
  expect(options.region).toBe('us-east-1');
  const { accessKeyId } = cloud.credentials(access.readRoleArn);
  await expect(options.credentials?.()).resolves.toMatchObject({ accessKeyId });
});

test('who comes to redeploy asks for the role for that, which lets nobody in here', async () => {
  const options = accountOptions({ ...access, redeployRoleArn: 'arn:aws:iam::123456789012:role/redeploy' }, 'redeploy');
  await expect(options.credentials?.()).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('nobody redeploys where no role is named for it', () => {
  const { redeployRoleArn: _, ...account } = access;
  expect(() => accountOptions(account, 'redeploy')).toThrow('No role is named that redeploys in the environment’s account.');
});

test('revisions are looked for in the account of their destination', async () => {
  const asked: (AccountAccess | undefined)[] = [];
  const revisions = storedRevisions('read', (account) => ({
    exists: async () => {
      asked.push(account);
      return true;
    },
  }));
  const revision = { kind: 'function-version', functionName: 'shop', alias: 'live', version: '7' } as const;
  await revisions.exists(revision, access);
  await revisions.exists(revision);
  expect(asked).toEqual([access, undefined]);
});

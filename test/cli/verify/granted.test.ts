/** Roles beyond the contract: what the deployed templates grant, and what became of it. */
import { IAMClient } from '@aws-sdk/client-iam';
import * as v from 'valibot';
import type { Account, OpenedStack } from '../../../cli/verify/account';
import { checkAttached } from '../../../cli/verify/attached';
import { verifyClients } from '../../../cli/verify/clients';
import { grantedRoles, type TemplateRole } from '../../../cli/verify/granted';
import { allRoles, checkPermissions } from '../../../cli/verify/permissions';
import type { PolicyStatement } from '../../../rehearsal/cloud/cloud';
import { templateSchema } from '../../../rehearsal/template/template';
import { synthesized } from '../../lib/support/synthesized';
import { clientSettings, createResource, startCloud, stopClouds } from '../../rehearsal/support/real-cloud';

afterEach(stopClouds);

const region = 'eu-west-1';
const threeAccounts = {
  tools: { id: '111111111111', region },
  staging: { id: '222222222222', region },
  production: { id: '333333333333', region },
};
const clients = verifyClients({ region: 'us-east-1' });

/** The system of a configuration as CloudFormation would tell of it. */
function deployed(config: unknown): Account {
  const stacks = Object.entries(synthesized(config).templates).map(([name, given]): OpenedStack => {
    const template = v.parse(templateSchema, given);
    const resources = Object.entries(template.Resources).map(([logicalId, { Type }]) => ({
      logicalId,
      physicalId: `${name}-${logicalId}`,
      type: Type,
    }));
    return {
      name,
      status: 'CREATE_COMPLETE',
      outputs: new Map(Object.keys(template.Outputs).map((key) => [key, `arn:${key}`])),
      resources,
      template,
    };
  });
  return { place: { partition: 'aws', account: '123456789012', region: 'us-east-1' }, clients, stacks };
}

const rolesOf = (account: Account): readonly TemplateRole[] =>
  account.stacks.flatMap((stack) => grantedRoles(account, stack, account.stacks));
const byDefault = rolesOf(deployed({}));
const pipeline = byDefault.find(({ name }) => name === 'UnbreakablePipeline Role')!;

test.each([
  ['the default', {}],
  ['logging', { logging: { enabled: true } }],
  ['Dynatrace', { dynatrace: { url: 'https://abc12345.live.dynatrace.com', tokenSecretName: 'unbreakable/dynatrace' } }],
  [
    'ECS in three accounts',
    { compute: 'ecs', accounts: threeAccounts, staging: { container: { image: 'public.ecr.aws/me/app:1', architecture: 'x86_64' } } },
  ],
])('with %s every permission of every role can be asked for', (_, config) => {
  const roles = rolesOf(deployed(config));
  expect(roles.flatMap(({ name, unclear }) => unclear.map((each) => ({ name, ...each })))).toEqual([]);
  expect(
    roles.flatMap(({ questions }) => questions).filter(({ resource, actions }) => /[*?]/.test(`${resource.slice(1)}${actions.join()}`)),
  ).toEqual([]);
});

test('conditions of a permission are met when it is asked for', () => {
  const questions = byDefault.flatMap((role) => role.questions).filter(({ context }) => context !== undefined);
  expect(questions).toContainEqual(
    expect.objectContaining({ actions: ['cloudwatch:PutMetricData'], context: { 'cloudwatch:namespace': 'Unbreakable/Hosts' } }),
  );
});

test('what the templates name that is not known is unclear, never the same', () => {
  const account = deployed({});
  const [stack] = account.stacks.filter(({ name }) => name === 'UnbreakableOperations');
  const roles = grantedRoles(account, { ...stack!, resources: [] }, []);
  expect(roles.length).toBeGreaterThan(0);
  expect(roles.every(({ arn, unclear }) => arn === undefined || unclear.length > 0)).toBe(true);
  expect(roles.flatMap(({ unclear }) => unclear.map(({ why }) => why))).toContainEqual(
    expect.stringContaining('which this command does not know'),
  );
});

const managed = 'arn:aws:iam::aws:policy/service-role/AWSCodeDeployRole';

/** The pipeline's role as it stands, with what somebody changed. */
const standing = async (change: { without?: string; trusts?: string; holds?: readonly string[] }) => {
  const cloud = await startCloud([]);
  const Statement = pipeline.questions
    .map(({ actions, resource }): PolicyStatement => ({
      Effect: 'Allow',
      Action: actions.filter((one) => one !== change.without),
      Resource: resource,
    }))
    .filter(({ Action }) => (Action as string[]).length > 0);
  const { attributes } = await createResource(cloud, 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: change.trusts ?? 'codepipeline.amazonaws.com' } }],
    },
    Policies: [{ PolicyName: 'inline', PolicyDocument: { Statement } }],
    ManagedPolicyArns: [...(change.holds ?? [])],
  });
  const role = { ...pipeline, arn: String(attributes['Arn']) };
  const iam = new IAMClient(clientSettings(cloud));
  return [...(await checkPermissions(iam, allRoles([], [role]))), ...(await checkAttached(iam, [role]))];
};

test('a role that stands as its template says is as in the rehearsal', async () => {
  expect((await standing({})).map(({ area, status }) => [area, status])).toEqual([
    ['permissions', 'same'],
    ['roles', 'same'],
  ]);
});

test.each([
  ['lost a permission', { without: 'codedeploy:GetDeploymentConfig' }, /codedeploy:GetDeploymentConfig on/],
  ['trusts another service', { trusts: 'ec2.amazonaws.com' }, /does not trust codepipeline\.amazonaws\.com/],
  ['got a managed policy', { holds: [managed] }, /AWSCodeDeployRole is attached, too/],
])('a role that %s differs', async (_, change, told) => {
  const differing = (await standing(change)).filter(({ status }) => status === 'different');
  expect(differing.map(({ what, found }) => `${what} ${found}`)).toEqual([expect.stringMatching(told)]);
  expect(differing[0]?.fix).toEqual(expect.any(String));
});

test('a role of the contract is asked once, and for what its template grants beyond it', () => {
  const role = { ...pipeline, arn: 'arn:role' };
  const [first, ...others] = pipeline.questions;
  const all = allRoles([{ name: 'Gate Look', arn: 'arn:role', questions: [first!], unclear: [] }], [role]);
  expect(all).toEqual([{ name: 'Gate Look', arn: 'arn:role', questions: [first, ...others], unclear: [] }]);
});

import { IAMClient } from '@aws-sdk/client-iam';
import { orUnknown } from '../../../cli/verify/difference';
import { askedRole, checkPermissions, questionsFor } from '../../../cli/verify/permissions';
import { resourceArns, type Deployed } from '../../../cli/verify/resources';
import { expectedRoles, type ExpectedRole } from '../../../cli/verify/roles';
import { gatePermissions } from '../../../lambda/contract/gate-permissions';
import { healingPermissions } from '../../../lambda/contract/healing-permissions';
import type { PolicyStatement } from '../../../rehearsal/cloud/cloud';
import { clientSettings, createRole, startCloud, stopClouds } from '../../rehearsal/support/real-cloud';

afterAll(stopClouds);

const place = { partition: 'aws', account: '123456789012', region: 'us-east-1' };
const environment = (deploymentGroupName: string, rollback: boolean) => ({
  cloudwatch: { dimensions: {} },
  deployment: { kind: 'server' as const, applicationName: 'shop', deploymentGroupName },
  rollback,
});
const approval = (name: string) => ({ name, provider: 'Manual', runOrder: 1, configuration: {}, inputs: [], outputs: [] });

const deployed: Deployed = {
  place,
  gate: {
    validationsTable: 'validations',
    evidenceBucket: 'evidence',
    stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:gate',
    reportUrl: 'https://report.example.com',
    reportSecret: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:report',
    switchParameter: '/unbreakable/switch',
    environmentsPrefix: '/unbreakable/environments',
  },
  healing: {
    webhookUrl: 'https://hooks.example.com',
    webhookSecret: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:hooks',
    stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:healing',
  },
  structure: {
    name: 'pipe',
    stages: ['Staging', 'Production'].map((name) => ({ name, actions: [approval(`Approve${name}`)] })),
  },
  environments: { Staging: environment('Staging', false), Production: environment('Production', true) },
  artifactBucket: 'artifacts',
  artifactBuckets: {},
  artifactKeys: ['arn:aws:kms:us-east-1:123456789012:key/2'],
  topicArn: 'arn:aws:sns:us-east-1:123456789012:topic',
  criticalTopicArn: 'arn:aws:sns:us-east-1:123456789012:critical',
  topicKeys: ['arn:aws:kms:us-east-1:123456789012:key/1'],
  queues: ['arn:aws:sqs:us-east-1:123456789012:problems'],
};

const roleOf = (name: string, part: 'gate' | 'healing', arn?: string): ExpectedRole => {
  const [found] = expectedRoles(place, [], [], false).filter((role) => role.name === name && role.part === part);
  return { ...found!, arn };
};

const asked = (role: ExpectedRole) => askedRole(role, resourceArns(deployed, role.part));

/** What the stacks would grant. */
const granted = (role: ExpectedRole): PolicyStatement[] =>
  questionsFor(role, resourceArns(deployed, role.part)).flatMap(({ actions, resource, reason }) =>
    reason === undefined ? [] : [{ Effect: 'Allow' as const, Action: [...actions], Resource: resource }],
  );

const check = async (name: string, change: (statements: PolicyStatement[]) => PolicyStatement[] = (same) => same) => {
  const cloud = await startCloud([]);
  const role = roleOf(name, 'gate');
  const arn = await createRole(cloud, change(granted(role)));
  return checkPermissions(new IAMClient(clientSettings(cloud)), [asked({ ...role, arn })]);
};

test('a role as the stacks make it is as in the rehearsal', async () => {
  expect(await check('Gate Decide')).toEqual([expect.objectContaining({ what: 'Gate Decide', status: 'same' })]);
});

test('a permission that is gone is named with role, action and resource, and why it is needed', async () => {
  const findings = await check('Gate Decide', (statements) =>
    statements.filter(({ Action }) => !(Action as string[]).includes('codepipeline:PutApprovalResult')),
  );
  expect(findings).toEqual(
    ['Staging/ApproveStaging', 'Production/ApproveProduction'].map((action) => ({
      area: 'permissions',
      what: `Gate Decide: codepipeline:PutApprovalResult on arn:aws:codepipeline:us-east-1:123456789012:pipe/${action}`,
      status: 'different',
      rehearsed: 'allowed',
      found: 'implicitDeny',
      fix: expect.stringContaining('Answers the approval.') as string,
    })),
  );
});

test('an explicit deny, as of a boundary, is told as such', async () => {
  const findings = await check('Gate Watchdog', (statements) => [...statements, { Effect: 'Deny', Action: 'sns:Publish', Resource: '*' }]);
  expect(findings).toEqual([
    expect.objectContaining({ what: `Gate Watchdog: sns:Publish on ${deployed.topicArn}`, found: 'explicitDeny' }),
  ]);
});

test('a role that may too much is found: what none may, and what belongs to others', async () => {
  const findings = await check('Gate Look', (statements) => [...statements, { Effect: 'Allow', Action: '*', Resource: '*' }]);
  const found = findings.map(({ what, rehearsed }) => [what.split(' on ')[0], rehearsed]);
  for (const action of [
    'iam:PassRole',
    'sts:AssumeRole',
    'dynamodb:DeleteTable',
    's3:DeleteObject',
    'codepipeline:PutApprovalResult',
    'codedeploy:CreateDeployment',
  ])
    expect(found).toContainEqual([`Gate Look: ${action}`, 'denied']);
});

test('a role that is not there differs; a simulator that may not be asked is unknown', async () => {
  const cloud = await startCloud([]);
  const arn = await createRole(cloud, []);
  const missing = await checkPermissions(new IAMClient(clientSettings(cloud)), [asked(roleOf('Gate Look', 'gate'))]);
  expect(missing).toEqual([expect.objectContaining({ status: 'different', found: 'there is no such role' })]);
  const denied = await orUnknown('permissions', 'roles', 'Allow it.', () =>
    checkPermissions(new IAMClient(clientSettings(cloud, arn)), [asked(roleOf('Gate Look', 'gate', arn))]),
  );
  expect(denied).toEqual([expect.objectContaining({ status: 'unknown', fix: 'Allow it.' })]);
});

test('healing reaches production only, the gate both environments', () => {
  expect(resourceArns(deployed, 'healing')['deploymentGroups']).toEqual([
    'arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:shop/Production',
  ]);
  expect(resourceArns(deployed, 'healing')['pipelineStages']).toEqual(['arn:aws:codepipeline:us-east-1:123456789012:pipe/Production']);
  expect(resourceArns(deployed, 'gate')['deploymentGroups']).toHaveLength(2);
});

test('a build for another region is looked for in the copy of the artifacts there', () => {
  const account = { readRoleArn: 'arn:read', redeployRoleArn: 'arn:redeploy', region: 'eu-west-1' };
  const { Staging, Production } = deployed.environments;
  const environments = { Staging: Staging!, Production: { ...Production!, deployment: { ...Production!.deployment, account } } };
  const copied = { ...deployed, environments, artifactBuckets: { 'us-east-1': 'artifacts', 'eu-west-1': 'copies' } };
  expect(resourceArns(copied, 'healing')['bundleBucket']).toEqual(['arn:aws:s3:::copies']);
  expect(resourceArns(copied, 'gate')['bundleBucket']).toEqual(['arn:aws:s3:::artifacts', 'arn:aws:s3:::copies']);
});

test('the ARN of every resource of the permission tables is known, or that the system has none', () => {
  const arns = resourceArns(deployed, 'gate');
  const named = [...Object.values(gatePermissions), ...Object.values(healingPermissions)].flat().map(({ resource }) => resource as string);
  expect([...new Set(named)].filter((name) => arns[name] === undefined)).toEqual([]);
});

test('a permission on a resource that the command does not know is unknown, never the same', async () => {
  const cloud = await startCloud([]);
  const role = roleOf('Gate Watchdog', 'gate');
  const arn = await createRole(cloud, granted(role));
  const { topic: _, ...others } = resourceArns(deployed, 'gate');
  const findings = await checkPermissions(new IAMClient(clientSettings(cloud)), [askedRole({ ...role, arn }, others)]);
  expect(findings).toEqual([expect.objectContaining({ what: 'Gate Watchdog: sns:Publish on topic', status: 'unknown' })]);
});

import { IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { clientSettings, createRole, startCloud, stopClouds } from '../support/real-cloud';

afterAll(stopClouds);

const table = 'arn:aws:dynamodb:us-east-1:123456789012:table/builds';

const simulator = async () => {
  const cloud = await startCloud([]);
  const role = await createRole(cloud, [
    { Effect: 'Allow', Action: 'dynamodb:*', Resource: table },
    { Effect: 'Deny', Action: 'dynamodb:DeleteTable', Resource: '*' },
    { Effect: 'Allow', Action: 'cloudwatch:PutMetricData', Resource: '*', Condition: { StringEquals: { 'cloudwatch:namespace': 'App' } } },
  ]);
  const client = new IAMClient(clientSettings(cloud));
  const ask = async (ActionNames: string[], ResourceArns?: string[], namespace?: string) => {
    const { EvaluationResults = [] } = await client.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: role,
        ActionNames,
        ...(ResourceArns && { ResourceArns }),
        ...(namespace !== undefined && {
          ContextEntries: [{ ContextKeyName: 'cloudwatch:namespace', ContextKeyValues: [namespace], ContextKeyType: 'string' }],
        }),
      }),
    );
    return EvaluationResults.map(({ EvalDecision }) => EvalDecision);
  };
  return { cloud, client, role, ask };
};

test('tells allowed, denied and never allowed apart, action by action and resource by resource', async () => {
  const { ask } = await simulator();
  expect(await ask(['dynamodb:GetItem', 'dynamodb:DeleteTable', 's3:GetObject'], [table])).toEqual([
    'allowed',
    'explicitDeny',
    'implicitDeny',
  ]);
  expect(await ask(['dynamodb:GetItem'], [table, `${table}2`])).toEqual(['allowed', 'implicitDeny']);
  expect(await ask(['dynamodb:GetItem'])).toEqual(['implicitDeny']);
});

test('conditions count with the context that is given', async () => {
  const { ask } = await simulator();
  expect(await ask(['cloudwatch:PutMetricData'], ['*'], 'App')).toEqual(['allowed']);
  expect(await ask(['cloudwatch:PutMetricData'], ['*'], 'Other')).toEqual(['implicitDeny']);
  expect(await ask(['cloudwatch:PutMetricData'], ['*'])).toEqual(['implicitDeny']);
});

test('what is simulated counts as used by nobody', async () => {
  const { cloud, ask } = await simulator();
  const before = cloud.unusedPermissions();
  await ask(['dynamodb:GetItem'], [table]);
  expect(cloud.unusedPermissions()).toEqual(before);
});

test('a role that is not there, and a caller who may not ask, are errors', async () => {
  const { cloud, client, role } = await simulator();
  const input = { PolicySourceArn: `${role}x`, ActionNames: ['s3:GetObject'] };
  await expect(client.send(new SimulatePrincipalPolicyCommand(input))).rejects.toMatchObject({ Code: 'NoSuchEntity' });
  const asRole = new IAMClient(clientSettings(cloud, role));
  await expect(asRole.send(new SimulatePrincipalPolicyCommand({ ...input, PolicySourceArn: role }))).rejects.toThrow(
    /not authorized to perform: iam:SimulatePrincipalPolicy/,
  );
});

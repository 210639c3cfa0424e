import type { CloudHost } from '../../../rehearsal/cloud/host';
import type { Principal } from '../../../rehearsal/cloud/service';
import { createResource, startCloud, stopClouds } from '../support/real-cloud';

afterAll(stopClouds);

const trust = (Service: string) => ({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } }] });
const document = (Action: string) => ({ Statement: { Effect: 'Allow', Action, Resource: '*' } });

const may = (cloud: CloudHost, role: unknown, action: string): boolean => {
  const caller: Principal = { kind: 'role', arn: String(role) };
  try {
    cloud.authorise(caller, action, '*');
    return true;
  } catch {
    return false;
  }
};

test('a role collects what policies of every kind allow', async () => {
  const cloud = await startCloud([]);
  const managed = await createResource(cloud, 'AWS::IAM::ManagedPolicy', { PolicyDocument: document('sns:Publish') }, 'Managed');
  const role = await createResource(cloud, 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
    Policies: [{ PolicyName: 'p', PolicyDocument: document('s3:GetObject') }],
    ManagedPolicyArns: [managed.ref, 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
  });
  await createResource(
    cloud,
    'AWS::IAM::Policy',
    { PolicyName: 'q', Roles: [role.ref], PolicyDocument: document('ssm:GetParameter') },
    'Policy',
  );
  const actions = ['s3:GetObject', 'sns:Publish', 'logs:PutLogEvents', 'ssm:GetParameter', 'ssm:PutParameter'];
  expect(actions.map((action) => may(cloud, role.attributes['Arn'], action))).toEqual([true, true, true, true, false]);
});

test('a managed policy of AWS without a document is named in the receipt', async () => {
  const cloud = await startCloud([]);
  const arn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await createResource(cloud, 'AWS::IAM::Role', { AssumeRolePolicyDocument: trust('lambda.amazonaws.com'), ManagedPolicyArns: [arn] });
  expect(cloud.receipt().unsupported.features).toEqual([`managed policy ${arn}`]);
});

test('a service may assume a role that trusts it, and no other', async () => {
  const cloud = await startCloud([]);
  const { attributes } = await createResource(cloud, 'AWS::IAM::Role', { AssumeRolePolicyDocument: trust('lambda.amazonaws.com') });
  const assume = (name: string) =>
    cloud.call('sts', 'AssumeRole', { RoleArn: attributes['Arn'], RoleSessionName: 'test' }, { kind: 'service', name });
  await expect(assume('lambda.amazonaws.com')).resolves.toMatchObject({
    Credentials: { AccessKeyId: cloud.credentials(String(attributes['Arn'])).accessKeyId },
    AssumedRoleUser: { Arn: expect.stringContaining(':assumed-role/') },
  });
  await expect(assume('codepipeline.amazonaws.com')).rejects.toMatchObject({ code: 'AccessDenied' });
});

test('an instance profile leads to its role', async () => {
  const cloud = await startCloud([]);
  const role = await createResource(cloud, 'AWS::IAM::Role', { AssumeRolePolicyDocument: trust('ec2.amazonaws.com') });
  const profile = await createResource(cloud, 'AWS::IAM::InstanceProfile', { Roles: [role.ref] }, 'Profile');
  const answer = await cloud.call('iam', 'GetInstanceProfile', { InstanceProfileName: profile.ref }, { kind: 'operator' });
  expect(answer).toMatchObject({ InstanceProfile: { Roles: [{ Arn: role.attributes['Arn'] }] } });
});

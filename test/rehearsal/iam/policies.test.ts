import type { PolicyStatement } from '../../../rehearsal/cloud/cloud';
import type { Principal } from '../../../rehearsal/cloud/service';
import { Policies } from '../../../rehearsal/iam/policies';

const account = '123456789012';
const roleArn = `arn:aws:iam::${account}:role/worker`;
const table = 'arn:aws:dynamodb:us-east-1:123456789012:table/builds';
const key = 'arn:aws:kms:us-east-1:123456789012:key/1';
const role: Principal = { kind: 'role', arn: roleArn };
const rule: Principal = { kind: 'service', name: 'events.amazonaws.com', sourceArn: 'arn:aws:events:us-east-1:1:rule/a' };

interface Attached {
  readonly identity?: readonly PolicyStatement[];
  readonly resource?: readonly PolicyStatement[];
}

const decide = (attached: Attached, action: string, resource: string, caller: Principal = role) => {
  const policies = new Policies(account, 'us-east-1');
  policies.attachToRole(roleArn, { Statement: attached.identity ?? [] });
  policies.attachToResource(resource, { Statement: attached.resource ?? [] });
  const decision = policies.decide({ caller, action, resource, context: {} });
  return decision.allowed ? 'allowed' : decision.why;
};

const noIdentity = 'because no identity-based policy allows the action';
const noResource = 'because no resource-based policy allows the action';
const root = { AWS: `arn:aws:iam::${account}:root` };
const allow = (Action: string, Resource = '*'): PolicyStatement => ({ Effect: 'Allow', Action, Resource });

test.each<[string, string, Attached]>([
  ['nothing is allowed by default', noIdentity, {}],
  ['an allow allows', 'allowed', { identity: [allow('dynamodb:GetItem', table)] }],
  ['an allow of another action does not', noIdentity, { identity: [allow('dynamodb:PutItem', table)] }],
  ['an allow on another table does not', noIdentity, { identity: [allow('dynamodb:GetItem', `${table}2`)] }],
  ['action wildcards', 'allowed', { identity: [allow('dynamodb:Get*')] }],
  [
    'a deny wins',
    'with an explicit deny in an identity-based policy',
    { identity: [allow('*'), { Effect: 'Deny', Action: 'dynamodb:*', Resource: table }] },
  ],
  ['NotAction covers the rest', 'allowed', { identity: [{ Effect: 'Allow', NotAction: 'dynamodb:PutItem', Resource: '*' }] }],
  ['NotAction does not cover what it names', noIdentity, { identity: [{ Effect: 'Allow', NotAction: 'dynamodb:Get*', Resource: '*' }] }],
  ['NotResource covers the rest', noIdentity, { identity: [{ Effect: 'Allow', Action: '*', NotResource: table }] }],
  [
    'a resource policy suffices within one account',
    'allowed',
    { resource: [{ ...allow('dynamodb:GetItem'), Principal: { AWS: roleArn } }] },
  ],
  [
    'a resource policy for the account leaves it to the identity',
    noIdentity,
    { resource: [{ ...allow('dynamodb:GetItem'), Principal: root }] },
  ],
  [
    'the deny of a resource policy wins',
    'with an explicit deny in a resource-based policy',
    { identity: [allow('*')], resource: [{ Effect: 'Deny', Action: '*', Resource: '*', Principal: '*' }] },
  ],
  [
    'a deny for clear text does not hit, since the endpoint stands for one with TLS',
    'allowed',
    {
      identity: [allow('*')],
      resource: [
        { Effect: 'Deny', Action: '*', Resource: '*', Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      ],
    },
  ],
])('%s', (_what, expected, attached) => {
  expect(decide(attached, 'dynamodb:GetItem', table)).toBe(expected);
});

test.each<[string, string, Attached, Principal]>([
  ['a key without consent ignores identities', noResource, { identity: [allow('kms:*')] }, role],
  [
    'a key that leaves it to the account',
    'allowed',
    { identity: [allow('kms:Decrypt', key)], resource: [{ ...allow('kms:*'), Principal: root }] },
    role,
  ],
  ['a key that leaves it to an identity without permission', noIdentity, { resource: [{ ...allow('kms:*'), Principal: root }] }, role],
  ['a service that no policy names', noResource, { identity: [allow('*')] }, rule],
  [
    'a service that a policy names',
    'allowed',
    { resource: [{ ...allow('kms:Decrypt'), Principal: { Service: 'events.amazonaws.com' } }] },
    rule,
  ],
  [
    'a service by its regional name',
    'allowed',
    { resource: [{ ...allow('kms:Decrypt'), Principal: { Service: 'events.us-east-1.amazonaws.com' } }] },
    rule,
  ],
  [
    'a service on behalf of another source',
    noResource,
    {
      resource: [
        { ...allow('kms:Decrypt'), Principal: { Service: 'events.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceArn': 'x' } } },
      ],
    },
    rule,
  ],
])('%s', (_what, expected, attached, caller) => {
  expect(decide(attached, 'kms:Decrypt', key, caller)).toBe(expected);
});

test.each<[string, PolicyStatement]>([
  ['the condition operator DateLessThan', { ...allow('*'), Condition: { DateLessThan: { 'aws:CurrentTime': '2026' } } }],
  ['the policy variable ${aws:username}', allow('s3:*', 'arn:aws:s3:::b/${aws:username}')],
  ['NotPrincipal', Object.assign(allow('*'), { NotPrincipal: '*' })],
])('%s is refused where it is attached', (feature, statement) => {
  const policies = new Policies(account, 'us-east-1');
  const attach = () => policies.attachToRole(roleArn, { Statement: statement });
  expect(attach).toThrow(`The policy of ${roleArn} uses ${feature}, which the rehearsal does not judge.`);
});

test('the operator may do everything, and a service may send its own events', () => {
  expect(decide({}, 'dynamodb:DeleteTable', table, { kind: 'operator' })).toBe('allowed');
  expect(decide({}, 'events:PutEvents', 'arn:aws:events:us-east-1:1:event-bus/default', rule)).toBe('allowed');
});

test('the policy of a bucket covers its objects, and no other bucket', () => {
  const policies = new Policies(account, 'us-east-1');
  policies.attachToResource('arn:aws:s3:::b', { Statement: { ...allow('s3:GetObject'), Principal: { AWS: roleArn } } });
  const allowed = (resource: string) => policies.decide({ caller: role, action: 's3:GetObject', resource, context: {} }).allowed;
  expect([allowed('arn:aws:s3:::b/k'), allowed('arn:aws:s3:::bb/k')]).toEqual([true, false]);
});

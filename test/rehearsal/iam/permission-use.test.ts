import { PermissionUse } from '../../../rehearsal/iam/permission-use';
import { unusedStatements } from '../../../rehearsal/story/unused-statements';

const roleArn = 'arn:aws:iam::123456789012:role/UnbreakableGate-GateFunctionsReportRole97D28DBF-ABC';
const request = (action: string, resource: string) => ({
  caller: { kind: 'role', arn: roleArn } as const,
  account: '123456789012',
  action,
  resource,
  context: new Map<string, string>(),
});

const granted = () => {
  const use = new PermissionUse();
  use.grant(roleArn, {
    Statement: [
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::a/*' },
      { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' },
      { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' },
    ],
  });
  return use;
};

test('what no call needed is named by action and resource; a refusal is nothing to use', () => {
  const use = granted();
  use.note(roleArn, request('s3:GetObject', 'arn:aws:s3:::a/key'));
  use.note(roleArn, request('s3:PutObject', 'arn:aws:s3:::b/key'));
  expect(use.unused()).toEqual([
    { role: 'UnbreakableGate-GateFunctionsReportRole97D28DBF-ABC', actions: ['s3:PutObject'], resources: ['arn:aws:s3:::a/*'] },
    { role: 'UnbreakableGate-GateFunctionsReportRole97D28DBF-ABC', actions: ['dynamodb:*'], resources: ['*'] },
  ]);
});

test('a pattern is used by what it matches', () => {
  const use = granted();
  use.note(roleArn, request('dynamodb:Query', 'arn:aws:dynamodb:us-east-1:123456789012:table/t'));
  expect(use.unused().flatMap(({ actions }) => actions)).toEqual(['s3:GetObject', 's3:PutObject']);
});

test('the written reason stands beside it, or null', () => {
  const found = unusedStatements(granted().unused());
  expect(found.map(({ actions, reason }) => [actions, reason])).toEqual([
    [['s3:GetObject'], 'Nobody opened a report.'],
    [['s3:PutObject'], null],
    [['dynamodb:*'], null],
  ]);
});

import { stepFunctionsService } from '../../../../rehearsal/services/step-functions/step-functions';
import { FakeCloud, operator, roleArn } from '../../support/fake-cloud';

const cloud = new FakeCloud();
cloud.add(stepFunctionsService);
afterAll(() => cloud.stop());

const create = (definition: unknown, more: object = {}) =>
  cloud.create('AWS::StepFunctions::StateMachine', {
    RoleArn: roleArn,
    DefinitionString: typeof definition === 'string' ? definition : JSON.stringify(definition),
    ...more,
  });

const one = (state: object, more: object = {}) => ({ StartAt: 'A', States: { A: state }, ...more });
const pass = { Type: 'Pass', End: true };

test.each([
  ['text that is not JSON', '{', /Invalid State Machine Definition/],
  ['no states', { StartAt: 'A' }, /States/],
  ['a start that is no state', { StartAt: 'B', States: { A: pass } }, /StartAt names no state: B/],
  ['JSONata', one(pass, { QueryLanguage: 'JSONata' }), /the state machine uses QueryLanguage/],
  ['JSONata in one state', one({ ...pass, QueryLanguage: 'JSONata' }), /state A uses QueryLanguage/],
  ['variables', one({ ...pass, Assign: { x: 1 } }), /state A uses Assign/],
  [
    'a task that is not rehearsed',
    one({ Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true }),
    /state A calls arn:aws:states:::sqs:sendMessage/,
  ],
  [
    'a task that waits for a token',
    one({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', End: true }),
    /waitForTaskToken/,
  ],
  ['a state that leads nowhere', one({ Type: 'Pass', Next: 'B' }), /Invalid State Machine Definition/],
  ['twins', one({ Type: 'Parallel', Branches: [one(pass)], End: true }), /two states are named A/],
])('a definition with %s is refused', async (_what, definition, message) => {
  await expect(create(definition)).rejects.toThrow(message);
});

test.each([
  ['an express machine', { StateMachineType: 'EXPRESS' }, /STANDARD/],
  ['a definition elsewhere', { DefinitionS3Location: {} }, /DefinitionS3Location is not rehearsed/],
  ['no role', { RoleArn: undefined }, /RoleArn/],
])('%s is refused', async (_what, more, message) => {
  await expect(create(one(pass), more)).rejects.toThrow(message);
});

test('substitutions are filled in', async () => {
  await expect(
    create('{"StartAt":"${first}","States":{"A":{"Type":"Pass","End":true}}}', { DefinitionSubstitutions: { first: 'A' } }),
  ).resolves.toBeDefined();
});

describe('calls', () => {
  const arn = 'arn:aws:states:us-east-1:123456789012:stateMachine:known';
  beforeAll(() => create(one(pass), { StateMachineName: 'known' }));

  test.each([
    ['StartExecution', {}, 'ValidationException'],
    ['StartExecution', { stateMachineArn: `${arn}-not` }, 'StateMachineDoesNotExist'],
    ['StartExecution', { stateMachineArn: arn, name: 'a b' }, 'InvalidName'],
    ['StartExecution', { stateMachineArn: arn, name: 'x'.repeat(81) }, 'InvalidName'],
    ['StartExecution', { stateMachineArn: arn, input: 'nope' }, 'InvalidExecutionInput'],
    ['DescribeExecution', { executionArn: `${arn}:x` }, 'ExecutionDoesNotExist'],
    ['StopExecution', {}, 'ValidationException'],
    ['ListExecutions', { stateMachineArn: arn, nextToken: 'x' }, 'InvalidToken'],
    ['ListExecutions', { stateMachineArn: arn, statusFilter: 'DONE' }, 'ValidationException'],
  ])('%s %j is refused with %s', async (operation, input, code) => {
    await expect(cloud.call('states', operation, input, operator)).rejects.toMatchObject({ code });
  });

  test('the role that starts an execution must be allowed to', async () => {
    cloud.forbidden.add('states:StartExecution');
    await expect(cloud.call('states', 'StartExecution', { stateMachineArn: arn }, { kind: 'role', arn: roleArn })).rejects.toMatchObject({
      code: 'AccessDeniedException',
    });
    expect(cloud.denied).toEqual([`states:StartExecution ${arn}`]);
  });
});

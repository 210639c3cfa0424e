import { Match } from 'aws-cdk-lib/assertions';
import { text } from './support/resolve';
import { templates } from './support/synthesize';

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Choices?: readonly { readonly Variable: string; readonly StringEquals: string; readonly Next: string }[];
  readonly Default?: string;
  readonly Retry?: readonly Readonly<Record<string, unknown>>[];
  readonly Catch?: readonly Readonly<Record<string, unknown>>[];
  readonly Parameters?: Readonly<Record<string, string>>;
}

interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
  readonly TimeoutSeconds: number;
}

const template = templates()('UnbreakableGate');
const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
const definition = JSON.parse(text(machine?.['Properties']['DefinitionString'])) as Definition;
const state = (name: string): State => definition.States[name]!;

test('the loop waits until the next step is due, then routes to it', () => {
  expect(definition.StartAt).toBe('WaitUntilDue');
  expect(state('WaitUntilDue')).toEqual({ Type: 'Wait', TimestampPath: '$.at', Next: 'Route' });
  expect(state('Route').Choices?.map(({ Variable, StringEquals, Next }) => [Variable, StringEquals, Next])).toEqual([
    ['$.next', 'look', 'Look'],
    ['$.next', 'decide', 'Decide'],
    ['$.next', 'remediate', 'Remediate'],
    ['$.next', 'done', 'Done'],
  ]);
  expect(state('Done').Type).toBe('Succeed');
});

test('a step that nobody knows fails the execution, which the watchdog hears', () => {
  expect(state('Route').Default).toBeUndefined();
});

test.each(['Look', 'Decide', 'Remediate'])('%s calls its function with the whole state, and the loop goes on with the answer', (name) => {
  expect(state(name)).toMatchObject({
    Type: 'Task',
    Resource: expect.stringMatching(/:states:::lambda:invoke$/),
    Parameters: { FunctionName: expect.stringMatching(`Functions${name}Function`), 'Payload.$': '$' },
    OutputPath: '$.Payload',
    Next: 'WaitUntilDue',
  });
});

test.each(['Look', 'Decide', 'Remediate'])('%s is tried again with back-off and full jitter', (name) => {
  expect(state(name).Retry).toEqual([
    { ErrorEquals: ['States.ALL'], IntervalSeconds: 5, BackoffRate: 2, MaxAttempts: 6, MaxDelaySeconds: 120, JitterStrategy: 'FULL' },
  ]);
});

test('a look that fails for good is decided with its error; nothing else is caught', () => {
  expect(state('Look').Catch).toEqual([{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Decide' }]);
  expect([state('Decide').Catch, state('Remediate').Catch]).toEqual([undefined, undefined]);
});

test('it runs longer than the longest window that the configuration allows, extended once', () => {
  expect(definition.TimeoutSeconds).toBeGreaterThan(2 * 1440 * 60 + (60 + 2 * 15 + 60) * 60);
});

test('every step is logged, and the role may call the three functions only', () => {
  template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
    StateMachineType: 'STANDARD',
    LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: true },
  });
  const functionArn = { 'Fn::GetAtt': [Match.stringLikeRegexp('Functions(Look|Decide|Remediate)Function'), 'Arn'] };
  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Principal: { Service: 'states.amazonaws.com' } })] },
    Policies: [
      {
        PolicyDocument: {
          Statement: Match.arrayWith([
            { Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource: [functionArn, functionArn, functionArn] },
          ]),
        },
      },
    ],
  });
});

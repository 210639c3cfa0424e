import { Match } from 'aws-cdk-lib/assertions';
import { gateVariables } from '../../lambda/contract/environment';
import { gatePermissions } from '../../lambda/contract/gate-permissions';
import { gateFunctions } from '../../lambda/contract/workflow';
import { reportPermissions } from '../../lib/gate/permissions';
import { isOfInstances } from './support/kinds';
import { text } from './support/resolve';
import { templates } from './support/synthesize';

const stacks = templates();
const template = stacks('UnbreakableGate');
const pipeline = stacks('UnbreakablePipeline');

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

const title = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** The statements of all policies of a template that are attached to the role of a function. */
const statementsOf = (source: typeof template, name: string): readonly Statement[] =>
  Object.values(source.findResources('AWS::IAM::Policy'))
    .filter((policy) => text(policy['Properties']['Roles']).includes(`GateFunctions${title(name)}Role`))
    .flatMap((policy) => policy['Properties']['PolicyDocument']['Statement'] as Statement[]);

const functionProperties = (name: string): { Environment: { Variables: Record<string, unknown> } } & Record<string, unknown> => {
  const [found] = Object.entries(template.findResources('AWS::Lambda::Function')).filter(([id]) =>
    id.startsWith(`GateFunctions${title(name)}Function`),
  );
  return found?.[1]['Properties'];
};

describe('the validations table', () => {
  test('is paid by request, recoverable, encrypted, and its items expire', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [{ AttributeName: 'validationId', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      SSESpecification: { SSEEnabled: true },
    });
  });

  test.each([
    ['byPipeline', 'pipeline'],
    ['byStatus', 'status'],
  ])('has the index %s', (IndexName, AttributeName) => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: Match.arrayWith([
        {
          IndexName,
          KeySchema: [
            { AttributeName, KeyType: 'HASH' },
            { AttributeName: 'registeredAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ]),
    });
  });
});

describe.each([...Object.values(gateFunctions), 'report'])('the function %s', (name) => {
  test('runs on Node 24 and arm64 with a log and a role of its own', () => {
    expect(functionProperties(name)).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': [expect.stringContaining(`Functions${title(name)}Role`), 'Arn'] },
      LoggingConfig: { LogGroup: { Ref: expect.stringContaining(`Functions${title(name)}Log`) } },
    });
  });

  test('knows every variable of the contract; only register knows the state machine', () => {
    const { stateMachineArn, ...others } = gateVariables;
    const expected = [...Object.values(others), ...(name === 'register' ? [stateMachineArn] : [])];
    expect(Object.keys(functionProperties(name).Environment.Variables)).toEqual(expect.arrayContaining(expected));
    expect(stateMachineArn in functionProperties(name).Environment.Variables).toBe(name === 'register');
  });

  test('may do what the contract says, write its log, and nothing else', () => {
    const granted = [...statementsOf(template, name), ...statementsOf(pipeline, name)].flatMap(({ Action }) => Action);
    const permissions = name === 'report' ? reportPermissions : gatePermissions[name as keyof typeof gatePermissions];
    const queue = ['register', 'observe', 'watchdog'].includes(name) ? ['sqs:SendMessage'] : [];
    const logs = ['logs:CreateLogStream', 'logs:PutLogEvents'];
    expect(new Set(granted)).toEqual(new Set([...permissions.filter(isOfInstances).flatMap(({ actions }) => actions), ...logs, ...queue]));
  });

  test('reaches everything only where AWS asks for it', () => {
    const everything = statementsOf(template, name)
      .filter(({ Resource }) => Resource === '*')
      .flatMap(({ Action }) => Action);
    const allowed = [
      'codepipeline:GetJobDetails',
      'codepipeline:PutJobSuccessResult',
      'codepipeline:PutJobFailureResult',
      'cloudwatch:GetMetricData',
      'cloudwatch:DescribeAlarms',
      'tag:GetResources',
    ];
    expect(allowed).toEqual(expect.arrayContaining(everything));
  });
});

describe('events', () => {
  test.each([
    [
      'answered approvals',
      'aws.codepipeline',
      { type: { category: ['Approval'] }, state: Match.arrayWith(['SUCCEEDED', 'FAILED']) },
      'Observe',
    ],
    ['ended executions', 'aws.codepipeline', { state: Match.arrayWith(['STOPPED', 'SUPERSEDED']), type: Match.absent() }, 'Observe'],
    [
      'failed workflows',
      'aws.states',
      { status: ['FAILED', 'TIMED_OUT', 'ABORTED'], stateMachineArn: [{ Ref: Match.stringLikeRegexp('StateMachine') }] },
      'Watchdog',
    ],
  ])('of %s reach their function, or end in the queue', (_, source, detail, target) => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: [source], detail },
      Targets: [
        {
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp(`Functions${target}Function`), 'Arn'] },
          DeadLetterConfig: { Arn: Match.anyValue() },
          RetryPolicy: { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 7200 },
        },
      ],
    });
  });

  test.each(['register', 'observe', 'watchdog'])('that %s fails on are tried again, then kept in the queue', (name) => {
    expect(functionProperties(name)).toMatchObject({
      DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': [expect.stringContaining('UndeliveredQueue'), 'Arn'] } },
    });
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: Match.stringLikeRegexp(`Functions${title(name)}Function`) },
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 3600,
    });
  });

  test('in the queue raise an alarm', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Statistic: 'Maximum',
      Threshold: 1,
      AlarmActions: [Match.anyValue()],
      TreatMissingData: 'notBreaching',
    });
  });
});

describe('the report', () => {
  test.each(['GET /validations/{id}', 'GET /pipelines/{name}', 'GET /problems/{id}'])('answers %s', (RouteKey) => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey });
  });

  test('is throttled and its calls are logged', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 },
      AccessLogSettings: { DestinationArn: Match.anyValue(), Format: Match.stringLikeRegexp('routeKey') },
    });
  });

  test('logs no signature of a link', () => {
    const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
    expect(stage?.['Properties']['AccessLogSettings']['Format']).not.toMatch(/query|\$context\.protocol|signature/i);
  });

  test('has links signed with a secret that no template holds', () => {
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      SecretString: Match.absent(),
      GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
    });
  });
});

test('the switch is on', () => {
  template.hasResourceProperties('AWS::SSM::Parameter', { Name: '/unbreakable/switch', Value: 'on' });
});

test('the command line finds everything by one parameter', () => {
  const [description] = Object.values(template.findResources('AWS::SSM::Parameter', { Properties: { Name: '/unbreakable/gate' } }));
  expect(JSON.parse(text(description?.['Properties']['Value']))).toEqual({
    validationsTable: expect.stringMatching(/^<.*Validations/),
    evidenceBucket: expect.stringMatching(/^<.*Evidence/),
    stateMachineArn: expect.stringMatching(/^<.*StateMachine/),
    reportUrl: expect.stringMatching(/^<.*ApiEndpoint>$/),
    reportSecret: expect.stringMatching(/^<.*ReportSecret/),
    switchParameter: expect.stringMatching(/^<.*Switch/),
    environmentsPrefix: '/unbreakable/environments',
  });
});

import { Match } from 'aws-cdk-lib/assertions';
import { healingVariables } from '../../lambda/contract/healing-environment';
import { healingPermissions } from '../../lambda/contract/healing-permissions';
import { healingFunctions } from '../../lambda/contract/healing-workflow';
import { parseHealingSettings } from '../../lambda/healing/planning/settings';
import { title } from '../../lib/gate/workflow-loop';
import { isOfInstances } from './support/kinds';
import { text } from './support/resolve';
import { templates } from './support/synthesize';

const stacks = templates({
  healing: {
    devOpsGuruTopicArn: 'arn:aws:sns:us-east-1:123456789012:guru',
    production: {
      alarms: ['Checkout'],
      match: { entities: ['SERVICE-1*'] },
      perDay: 1,
      runbooks: [
        { kind: 'ssm', document: 'Restart', tags: ['team:shop'] },
        { kind: 'http', url: 'https://awx.example.com/api/v2/job_templates/7/launch/', secret: 'awx' },
      ],
    },
  },
});
const template = stacks('UnbreakableHealing');
const pipeline = stacks('UnbreakablePipeline');

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

const statementsOf = (source: typeof template, name: string): readonly Statement[] =>
  Object.values(source.findResources('AWS::IAM::Policy'))
    .filter((policy) => text(policy['Properties']['Roles']).includes(`HealingFunctions${title(name)}Role`))
    .flatMap((policy) => policy['Properties']['PolicyDocument']['Statement'] as Statement[]);

const functionProperties = (name: string): { Environment: { Variables: Record<string, unknown> } } & Record<string, unknown> => {
  const [found] = Object.entries(template.findResources('AWS::Lambda::Function')).filter(([id]) =>
    id.startsWith(`HealingFunctions${title(name)}Function`),
  );
  return found?.[1]['Properties'];
};

const settings = (): string => {
  const [parameter] = Object.values(pipeline.findResources('AWS::SSM::Parameter')).filter(({ Properties }) =>
    text(Properties['Name']).startsWith('/unbreakable/healing/'),
  );
  return text(parameter?.['Properties']['Value']);
};

describe.each(Object.values(healingFunctions))('the function %s', (name) => {
  test('knows its variables of the contract and no others', () => {
    const { queueUrl, webhookSecret, stateMachineArn, ...common } = healingVariables;
    const own = { webhook: [queueUrl, webhookSecret], intake: [stateMachineArn] }[name as string] ?? [];
    expect(new Set(Object.keys(functionProperties(name).Environment.Variables))).toEqual(
      new Set([...Object.values(common), ...own, 'POWERTOOLS_SERVICE_NAME']),
    );
  });

  test('may do what the contract says, write its log, and nothing else', () => {
    const granted = [...statementsOf(template, name), ...statementsOf(pipeline, name)].flatMap(({ Action }) => Action);
    // The queue has no key of its own, and no environment is in another account.
    const keyless = { webhook: ['kms:Decrypt', 'kms:GenerateDataKey'], plan: ['kms:Decrypt'] }[name as string] ?? [];
    const unused = ['sts:AssumeRole', ...keyless];
    const permitted = healingPermissions[name]
      .filter(isOfInstances)
      .flatMap(({ actions }) => actions)
      .filter((action) => !unused.includes(action));
    const reading =
      name === 'intake'
        ? ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueUrl', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']
        : [];
    expect(new Set(granted)).toEqual(new Set([...permitted, ...reading, 'logs:CreateLogStream', 'logs:PutLogEvents']));
  });
});

test('only act reaches what changes production, and only its own group and stage', () => {
  const [deploy] = statementsOf(pipeline, 'act').filter(({ Action }) => text(Action).includes('codedeploy:CreateDeployment'));
  expect(text(deploy?.Resource)).toMatch(/:deploymentgroup:unbreakable-sample\/Production$/);
  const [lock] = statementsOf(pipeline, 'act').filter(({ Action }) => text(Action).includes('DisableStageTransition'));
  expect(text(lock?.Resource)).toMatch(/\/Production$/);
});

test('runbooks add their documents and secrets, by name', () => {
  const resources = statementsOf(template, 'act').map(({ Action, Resource }) => `${text(Action)} ${text(Resource)}`);
  expect(resources).toContainEqual(
    expect.stringMatching(/^ssm:StartAutomationExecution .*:automation-definition\/Restart:\$DEFAULT,.*:document\/Restart$/),
  );
  expect(resources).toContainEqual(expect.stringMatching(/^secretsmanager:GetSecretValue .*:secret:awx-\?{6}/));
});

describe('the way of a problem', () => {
  test('every reporter has its own route, POST only, throttled', () => {
    const routes = Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(
      ({ Properties }) => Properties['RouteKey'] as string,
    );
    expect(new Set(routes)).toEqual(new Set(['POST /hooks/dynatrace', 'POST /hooks/generic', 'POST /hooks/pagerduty']));
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    });
  });

  test('the access log holds no header, query or body', () => {
    const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
    expect(stage?.['Properties']['AccessLogSettings']['Format']).not.toMatch(/header|query|body|authorizer/i);
  });

  test('the queue is tried five times and then kept for people, who hear of it', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 180,
      RedrivePolicy: { maxReceiveCount: 5 },
      SqsManagedSseEnabled: true,
    });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      AlarmDescription: Match.stringLikeRegexp('^Healing: '),
    });
  });

  test('only rules of this account may send to the queue, and DevOps Guru’s topic', () => {
    const policies = Object.values(template.findResources('AWS::SQS::QueuePolicy')).flatMap(
      ({ Properties }) => Properties['PolicyDocument']['Statement'] as Record<string, unknown>[],
    );
    const senders = policies.filter(({ Effect, Action }) => Effect === 'Allow' && text(Action).includes('sqs:SendMessage'));
    for (const { Condition } of senders) expect(JSON.stringify(Condition)).toContain('aws:SourceArn');
    expect(senders.map(({ Principal }) => text((Principal as { Service: unknown }).Service))).toEqual(
      expect.arrayContaining(['events.amazonaws.com', 'sns.amazonaws.com']),
    );
  });

  test('the pipeline’s own alarms and those that the team names report problems; others do not', () => {
    const [rule] = Object.values(pipeline.findResources('AWS::Events::Rule')).filter(
      ({ Properties }) => text(Properties['EventPattern']['source']) === 'aws.cloudwatch',
    );
    const resources = ((rule?.['Properties']['EventPattern']['resources'] ?? []) as unknown[]).map(text);
    expect(resources.filter((arn) => arn.includes('UnbreakableProduction'))).toHaveLength(2);
    expect(resources).toContainEqual(expect.stringMatching(/:alarm:Checkout$/));
    expect(resources).toHaveLength(3);
  });
});

test('those who tell may publish what the channel of Slack shows; without a channel there is no such topic', () => {
  const chatting = templates({ slack: { workspaceId: 'T0123456789', channelId: 'C0123456789' } });
  const shown = Object.values(chatting('UnbreakableFoundation').findResources('AWS::Chatbot::SlackChannelConfiguration'));
  expect(text(shown[0]?.['Properties']['SnsTopicArns'])).toContain('Chat');
  const publishers = Object.values(chatting('UnbreakableHealing').findResources('AWS::IAM::Policy'))
    .filter((policy) => /Chat[0-9A-F]{8}/.test(JSON.stringify(policy)))
    .map(({ Properties }) => /Functions(\w+?)Role/.exec(text(Properties['Roles']))?.[1]);
  expect(new Set(publishers)).toEqual(new Set(['Act', 'Conclude']));
  expect(functionProperties('act').Environment.Variables).toMatchObject({ CHAT_TOPIC_ARN: 'none' });
});

describe('Dynatrace without a public endpoint', () => {
  const audience = 'https://abc12345.apps.dynatrace.com/app-id/dynatrace.aws.connector';
  const connected = templates({
    healing: { dynatraceEventBus: 'monitoring', dynatraceConnection: { audience, subject: 'dt:connection-id/vu9U3hXa3q0AAAAB' } },
  })('UnbreakableHealing');

  test('a bus of its own is listened to', () => {
    const rules = Object.values(connected.findResources('AWS::Events::Rule')).filter(({ Properties }) => 'EventBusName' in Properties);
    expect(rules.map(({ Properties }) => Properties as unknown)).toMatchObject([
      {
        EventBusName: 'monitoring',
        EventPattern: { source: ['dynatrace', 'dynatrace.problem', { prefix: 'aws.partner/dynatrace.com/' }] },
        Targets: [{ RetryPolicy: { MaximumRetryAttempts: 10 } }],
      },
    ]);
  });

  test('one connection may send problems there, and nothing else', () => {
    connected.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringEquals: { 'token.dynatrace.com:aud': audience, 'token.dynatrace.com:sub': Match.stringLikeRegexp('^dt:') } },
          },
        ],
      },
    });
    const [policy] = Object.values(connected.findResources('AWS::IAM::Policy')).filter(({ Properties }) =>
      text(Properties['Roles']).includes('DynatraceEventsSender'),
    );
    expect(policy?.['Properties']['PolicyDocument']['Statement']).toEqual([
      expect.objectContaining({
        Action: 'events:PutEvents',
        Condition: { StringEquals: { 'events:source': ['dynatrace', 'dynatrace.problem'], 'events:detail-type': ['Dynatrace Problem'] } },
      }),
    ]);
    expect(text(connected.toJSON()['Outputs']['DynatraceRoleArn']['Value'])).toContain('Sender');
  });

  test('none of it is there unless it is asked for', () => {
    expect(template.toJSON()['Outputs']).not.toHaveProperty('DynatraceRoleArn');
    expect(Object.values(template.findResources('AWS::Events::Rule')).filter(({ Properties }) => 'EventBusName' in Properties)).toEqual([]);
  });
});

test('what judges measures with every source that the gate measures with; nobody else does', () => {
  const measuring = templates({
    dynatrace: { url: 'https://abc12345.live.dynatrace.com', tokenSecretName: 'dynatrace-token' },
    prometheus: { url: 'https://prometheus.example.com' },
  })('UnbreakableHealing');
  const reaching = Object.entries(measuring.findResources('AWS::Lambda::Function'))
    .filter(([, { Properties }]) => text(Object.keys(Properties['Environment']['Variables'] as object)).includes('PROMETHEUS_URL'))
    .map(([id]) => /^HealingFunctions(\w+?)Function/.exec(id)?.[1]);
  expect(new Set(reaching)).toEqual(new Set(['Plan', 'Verify']));
  const policies = Object.values(measuring.findResources('AWS::IAM::Policy')).filter((policy) =>
    JSON.stringify(policy).includes(':secret:dynatrace-token-??????'),
  );
  expect(new Set(policies.map(({ Properties }) => /Functions(\w+?)Role/.exec(text(Properties['Roles']))?.[1]))).toEqual(
    new Set(['Plan', 'Verify']),
  );
});

describe('secrets', () => {
  test('are empty in the template: whoever reads it learns nothing', () => {
    const secrets = Object.values(template.findResources('AWS::SecretsManager::Secret'));
    expect(secrets.map(({ Properties }) => Properties['SecretString'])).toEqual(['{}', '{}']);
  });

  test('without comments there is none for Dynatrace', () => {
    const quiet = templates({ healing: { dynatraceComments: false } })('UnbreakableHealing');
    quiet.resourceCountIs('AWS::SecretsManager::Secret', 1);
    const [act] = Object.entries(quiet.findResources('AWS::Lambda::Function')).filter(([id]) => id.startsWith('HealingFunctionsAct'));
    expect(act?.[1]['Properties']['Environment']['Variables']).toMatchObject({ DYNATRACE_SECRET: 'none' });
  });
});

describe('the workflow', () => {
  const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
  const { States } = JSON.parse(text(machine?.['Properties']['DefinitionString'])) as {
    States: Record<string, { Choices?: { StringEquals: string; Next: string }[]; Catch?: unknown }>;
  };

  test('routes to every step of the contract', () => {
    expect(States['Route']?.Choices?.map(({ StringEquals, Next }) => [StringEquals, Next])).toEqual([
      ['plan', 'Plan'],
      ['act', 'Act'],
      ['await', 'Await'],
      ['verify', 'Verify'],
      ['conclude', 'Conclude'],
      ['done', 'Done'],
    ]);
  });

  test.each(['Plan', 'Act', 'Await', 'Verify'])('%s that fails for good goes to Conclude, which calls people', (name) => {
    expect(States[name]?.Catch).toEqual([{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Conclude' }]);
  });

  test('Conclude that fails for good fails the execution, and people are called about that', () => {
    expect(States['Conclude']?.Catch).toBeUndefined();
    const alarms = Object.values(stacks('UnbreakableOperations').findResources('AWS::CloudWatch::Alarm')).map((alarm) =>
      JSON.stringify(alarm),
    );
    const own = alarms.filter((alarm) => alarm.includes('ExecutionsFailed') && alarm.includes('"Healing: '));
    expect(own).toHaveLength(1);
    expect(own[0]).toContain('AlarmActions');
  });
});

describe('the settings of the pipeline', () => {
  test('can be read by the functions', () => {
    expect(parseHealingSettings('/unbreakable/healing/unbreakable-pipeline', settings())).toMatchObject({ ok: true });
  });

  test('know whose problems production’s are, and what the team chose', () => {
    const { environments } = JSON.parse(settings()) as {
      environments: Record<string, { match: { entities: string[]; tags: string[]; stacks: string[] }; mode: string; perDay: number }>;
    };
    expect(Object.keys(environments)).toEqual(['Production']);
    expect(environments['Production']).toMatchObject({
      mode: 'auto',
      perDay: 1,
      match: { tags: ['DeploymentGroup:Production'], stacks: ['UnbreakableProduction'] },
    });
    expect(environments['Production']?.match.entities).toEqual([
      expect.stringMatching(/^LoadBalancer=/),
      expect.stringMatching(/^TargetGroup=/),
      'Checkout',
      'SERVICE-1*',
    ]);
  });
});

import { Match, type Template } from 'aws-cdk-lib/assertions';
import { text } from './support/resolve';
import { templates } from './support/synthesize';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

const plain = templates()('UnbreakableGate');
const dynatrace = { url: 'https://abc12345.live.dynatrace.com', tokenSecretName: 'unbreakable/dynatrace' };
const configured = templates({ dynatrace });
const gate = configured('UnbreakableGate');
const announceRole = /AnnouncerAnnounceRole/;

const variablesOf = (template: Template, id: RegExp): Readonly<Record<string, unknown>> =>
  Object.entries(template.findResources('AWS::Lambda::Function')).find(([name]) => id.test(name))?.[1]['Properties']['Environment'][
    'Variables'
  ];

/** Actions and what they reach, of the policies of a role. */
const grantsOf = (template: Template, role: RegExp): readonly (readonly [readonly string[], string])[] =>
  Object.values(template.findResources('AWS::IAM::Policy'))
    .filter((policy) => role.test(text(policy['Properties']['Roles'])))
    .flatMap((policy) => policy['Properties']['PolicyDocument']['Statement'] as Statement[])
    .map(({ Action, Resource }) => [[Action].flat(), text(Resource)] as const);

const tokenGrant = [['secretsmanager:GetSecretValue'], expect.stringMatching(/:secret:unbreakable\/dynatrace-\?{6}$/)] as const;

/** Type and id of every resource; ids of deployed code and the like differ by nothing else. */
const resourcesOf = (template: Template): readonly string[] =>
  Object.entries(template.toJSON()['Resources'] as Record<string, { Type: string }>).map(([id, { Type }]) => `${Type} ${id}`);

test('without a source beside CloudWatch there is nothing of them', () => {
  expect(JSON.stringify(plain.toJSON())).not.toMatch(/dynatrace|prometheus|announce/i);
});

test('with Dynatrace there is one more function, one more state machine, with their roles and logs, and nothing else', () => {
  const before = new Set(resourcesOf(plain));
  const more = resourcesOf(gate).filter((resource) => !before.has(resource));
  expect(more.map((resource) => resource.replace(/ .*/, '')).toSorted((one, other) => one.localeCompare(other))).toEqual([
    'AWS::IAM::Policy',
    'AWS::IAM::Role',
    'AWS::IAM::Role',
    'AWS::Lambda::Function',
    'AWS::Logs::LogGroup',
    'AWS::Logs::LogGroup',
    'AWS::StepFunctions::StateMachine',
  ]);
});

test('looks measure with it, and the token is read when it is needed', () => {
  expect(variablesOf(gate, /FunctionsLookFunction/)).toMatchObject({
    DYNATRACE_URL: dynatrace.url,
    DYNATRACE_TOKEN_SECRET: dynatrace.tokenSecretName,
  });
  expect(grantsOf(gate, /FunctionsLookRole/)).toContainEqual(tokenGrant);
});

test('registration knows where it is and starts its announcements, and has no token', () => {
  const variables = variablesOf(gate, /FunctionsRegisterFunction/);
  expect(variables).toMatchObject({
    DYNATRACE_URL: dynatrace.url,
    ANNOUNCE_STATE_MACHINE_ARN: { Ref: expect.stringMatching(/AnnouncerWorkflowStateMachine/) },
  });
  expect(variables).not.toHaveProperty('DYNATRACE_TOKEN_SECRET');
  expect(grantsOf(gate, /FunctionsRegisterRole/)).toContainEqual([
    ['states:StartExecution'],
    expect.stringMatching(/AnnouncerWorkflowStateMachine/),
  ]);
});

test.each(['Decide', 'Remediate', 'Observe', 'Watchdog', 'Report'])('%s knows nothing of it', (name) => {
  expect(
    Object.keys(variablesOf(gate, new RegExp(`Functions${name}Function`))).filter((variable) => /DYNATRACE|ANNOUNCE/.test(variable)),
  ).toEqual([]);
});

test('the announcing function knows what it needs, and may read that and write its log', () => {
  expect(variablesOf(gate, /AnnouncerAnnounceFunction/)).toMatchObject({
    VALIDATIONS_TABLE: expect.anything(),
    EVIDENCE_BUCKET: expect.anything(),
    REPORT_URL: expect.anything(),
    REPORT_SECRET: expect.anything(),
    DYNATRACE_URL: dynatrace.url,
    DYNATRACE_TOKEN_SECRET: dynatrace.tokenSecretName,
  });
  expect(grantsOf(gate, announceRole)).toEqual([
    [['logs:CreateLogStream', 'logs:PutLogEvents'], expect.stringMatching(/AnnounceLog/)],
    [['dynamodb:GetItem'], expect.stringMatching(/Validations/)],
    [['s3:GetObject'], expect.stringMatching(/Evidence.*\/\*$/)],
    [['secretsmanager:GetSecretValue'], expect.stringMatching(/^arn:[^,]*:secret:unbreakable\/dynatrace-\?{6},<\w*ReportSecret\w*>$/)],
  ]);
});

test('its state machine waits, announces, and again until it is done', () => {
  const machines = Object.entries(gate.findResources('AWS::StepFunctions::StateMachine'));
  const definition = JSON.parse(text(machines.find(([id]) => /Announcer/.test(id))?.[1]['Properties']['DefinitionString']));
  expect(definition).toMatchObject({
    StartAt: 'WaitUntilDue',
    States: {
      WaitUntilDue: { TimestampPath: '$.at', Next: 'Route' },
      Route: {
        Choices: [
          { Variable: '$.next', StringEquals: 'announce', Next: 'Announce' },
          { Variable: '$.next', StringEquals: 'done', Next: 'Done' },
        ],
      },
      Announce: { Next: 'WaitUntilDue', OutputPath: '$.Payload' },
    },
  });
});

test('a failed announcement holds no validation and wakes nobody: it is a mail', () => {
  const rule = Object.values(gate.findResources('AWS::Events::Rule')).find(
    (each) => each['Properties']['EventPattern']['source'][0] === 'aws.states',
  );
  expect(text(rule?.['Properties']['EventPattern']['detail']['stateMachineArn'])).not.toMatch(/Announcer/);
  const alarms = configured('UnbreakableOperations').findResources('AWS::CloudWatch::Alarm', {
    Properties: { AlarmDescription: Match.stringLikeRegexp('^Gate: a minor workflow failed') },
  });
  expect(Object.values(alarms).map((alarm) => text(alarm['Properties']['AlarmActions']))).toEqual([expect.not.stringMatching(/Critical/)]);
});

test.each<[string, object, object, readonly string[]]>([
  [
    'with a token',
    { url: 'https://p.example', access: { kind: 'bearer', tokenSecretName: 'p/token' }, scrapeSeconds: 30 },
    { PROMETHEUS_TOKEN_SECRET: 'p/token', PROMETHEUS_SCRAPE_SECONDS: '30' },
    ['secretsmanager:GetSecretValue'],
  ],
  [
    'with a password',
    { url: 'https://p.example', access: { kind: 'basic', username: 'gate', passwordSecretName: 'p/word' } },
    { PROMETHEUS_USERNAME: 'gate', PROMETHEUS_PASSWORD_SECRET: 'p/word' },
    ['secretsmanager:GetSecretValue'],
  ],
  ['of Amazon', { url: 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1' }, {}, ['aps:GetSeries', 'aps:QueryMetrics']],
])('Prometheus %s: looks get its variables and exactly one more permission', (_, prometheus, variables, actions) => {
  const template = templates({ prometheus })('UnbreakableGate');
  const found = variablesOf(template, /FunctionsLookFunction/);
  expect(found).toMatchObject({ ...variables, PROMETHEUS_URL: Object.values(prometheus)[0] });
  const before = grantsOf(plain, /FunctionsLookRole/).length;
  const grants = grantsOf(template, /FunctionsLookRole/);
  expect(grants.slice(before)).toEqual([
    [actions, expect.stringMatching(/secret:p\/(token|word)-\?{6}$|:aps:eu-west-1:<AWS::AccountId>:workspace\/ws-1$/)],
  ]);
  expect(resourcesOf(template)).toEqual(resourcesOf(plain));
});

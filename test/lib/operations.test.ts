import { Match } from 'aws-cdk-lib/assertions';
import { text } from './support/resolve';
import { templates } from './support/synthesize';

const stacks = templates();
const template = stacks('UnbreakableOperations');
const without = templates({ dashboards: { enabled: false }, disks: { emailPercent: 70, criticalPercent: 95 }, removal: 'retain' })(
  'UnbreakableOperations',
);

const actionsOf = (role: string): unknown[] =>
  Object.values(template.findResources('AWS::IAM::Policy'))
    .filter(({ Properties }) => text(Properties['Roles']).includes(role))
    .flatMap(({ Properties }) =>
      Properties['PolicyDocument']['Statement'].map(({ Action, Resource }: { Action: unknown; Resource: unknown }) => [
        Action,
        text(Resource),
      ]),
    );

describe('disk alarms', () => {
  test('are kept on the states of instances and every fifteen minutes', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['aws.ec2'], detail: { state: Match.arrayWith(['running', 'terminated']) } },
    });
    template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(15 minutes)' });
  });

  test('may change their own alarms only', () => {
    const granted = actionsOf('DisksKeeperRole');
    expect(granted).toContainEqual([
      ['cloudwatch:DeleteAlarms', 'cloudwatch:PutMetricAlarm'],
      expect.stringMatching(/:alarm:unbreakable-disk-\*$/),
    ]);
    expect(granted).toContainEqual(['cloudwatch:DescribeAlarms', expect.stringMatching(/:alarm:\*$/)]);
  });

  test('have the configured thresholds', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { DISK_EMAIL_PERCENT: '60', DISK_CRITICAL_PERCENT: '80' } },
    });
    without.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { DISK_EMAIL_PERCENT: '70', DISK_CRITICAL_PERCENT: '95' } },
    });
  });
});

test('the counter hears the gate and the sample’s deployments, and may write its log and nothing else', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { source: ['unbreakable.gate'], 'detail-type': ['Gate Decision', 'Gate Remediation'] },
  });
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { source: ['aws.codedeploy'], detail: { application: ['unbreakable-sample'], state: ['START', 'FAILURE'] } },
  });
  expect(new Set(actionsOf('DeliveryCounterRole').flatMap((each) => (each as [unknown])[0]))).toEqual(
    new Set(['sqs:SendMessage', 'logs:CreateLogStream', 'logs:PutLogEvents']),
  );
});

test('news of AWS Health go to people', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { source: ['aws.health'] },
    Targets: [Match.objectLike({ Arn: Match.anyValue() })],
  });
  stacks('UnbreakableFoundation').hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([Match.objectLike({ Sid: 'RulesPublish', Principal: { Service: 'events.amazonaws.com' } })]),
    },
  });
});

test('every workflow and the functions of every part are watched: a page for one, a mail for the other', () => {
  const alarms = Object.entries(template.findResources('AWS::CloudWatch::Alarm'));
  const actions = (part: string) =>
    alarms.filter(([id]) => id.includes(part)).map(([, { Properties }]) => Properties['AlarmActions'].length);
  expect(actions('WorkflowFailed')).toEqual([2, 2]);
  expect(new Set(actions('FunctionErrors'))).toEqual(new Set([1]));
  expect(actions('FunctionErrors').length).toBeGreaterThanOrEqual(3);
});

describe('dashboards', () => {
  const bodies = Object.values(template.findResources('AWS::CloudWatch::Dashboard')).map(({ Properties }) =>
    text(Properties['DashboardBody']),
  );

  test('are one for each environment and one for the pipeline, or none', () => {
    expect(bodies).toHaveLength(3);
    without.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
  });

  test('of services draw two lines, three percentiles and the deployments', () => {
    const service = bodies.filter((body) => body.includes('Latency'));
    expect(service).toHaveLength(2);
    for (const body of service)
      for (const wanted of [
        '"p50"',
        '"p90"',
        '"p99"',
        '"alarm"',
        '"investigate"',
        'DeploymentsStarted',
        'HTTPCode_ELB_5XX_Count',
        'mem_used_percent',
        'SEARCH(',
      ])
        expect(body).toContain(wanted);
  });

  test('of the pipeline show decisions, the time that they took, deployments and rollbacks', () => {
    const [body = ''] = bodies.filter((each) => each.includes('Decisions'));
    for (const wanted of ['"approve"', '"reject"', '"hold"', 'TimeToDecide', 'DeploymentsFailed', 'RollbacksNotDone'])
      expect(body).toContain(wanted);
  });
});

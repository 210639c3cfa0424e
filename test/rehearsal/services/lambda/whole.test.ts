/** The stand-ins of this kind together, in a cloud with real permissions, through the real SDK. */
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  paginateGetMetricData,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { CloudHost } from '../../../../rehearsal/cloud/host';
import { cloudWatchService, type CloudWatchService } from '../../../../rehearsal/services/cloudwatch/cloudwatch';
import { eventsService } from '../../../../rehearsal/services/events/events';
import type { InvokeOutput } from '../../../../rehearsal/services/lambda/api';
import { lambdaService } from '../../../../rehearsal/services/lambda/lambda';
import { logsService } from '../../../../rehearsal/services/logs/logs';
import { sqs } from '../../../../rehearsal/services/sqs/sqs';
import { stepFunctionsService } from '../../../../rehearsal/services/step-functions/step-functions';
import { bundle } from '../../support/bundle';
import { eventually } from '../../support/fake-cloud';
import { clientSettings, createResource, createRole, startCloud, stopClouds } from '../../support/real-cloud';

const allow = (Action: string | string[], Resource = '*') => ({ Effect: 'Allow' as const, Action, Resource });
const writeLogs = allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']);

const measures = bundle(`
  import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
  const client = new CloudWatchClient({ maxAttempts: 1 });
  export const handler = async ({ value }) => {
    await client.send(new PutMetricDataCommand({ Namespace: 'App', MetricData: [{ MetricName: 'Latency', Value: value }] }));
    return { value };
  };`);

let cloud: CloudHost;
beforeAll(async () => {
  cloud = await startCloud([cloudWatchService, eventsService, lambdaService, logsService, sqs, stepFunctionsService]);
});
afterAll(stopClouds);

const createFunction = async (name: string, source: string, Role: string, more: object = {}) => {
  const created = await createResource(
    cloud,
    'AWS::Lambda::Function',
    { FunctionName: name, Runtime: 'nodejs24.x', Handler: 'index.handler', Role, Code: { ZipFile: source }, Timeout: 10, ...more },
    name,
  );
  return String(created.attributes['Arn']);
};

const createMachine = async (name: string, states: object, statements: Parameters<typeof createRole>[1]) => {
  const RoleArn = await createRole(cloud, statements, `${name}Role`);
  const machine = await createResource(
    cloud,
    'AWS::StepFunctions::StateMachine',
    { StateMachineName: name, RoleArn, DefinitionString: JSON.stringify({ StartAt: 'Do', States: states }) },
    name,
  );
  return machine.ref;
};

const invokeTask = (FunctionName: string) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName, 'Payload.$': '$' },
  OutputPath: '$.Payload',
  End: true,
});

const run = async (stateMachineArn: string, name: string, input: object) => {
  const sfn = new SFNClient(clientSettings(cloud));
  const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
  const end = await eventually(async () => {
    const found = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return found.status === 'RUNNING' ? undefined : found;
  });
  sfn.destroy();
  return end;
};

test('a state machine calls a bundle, which puts a metric with the rights of its own role, in virtual time', async () => {
  const role = await createRole(cloud, [allow('cloudwatch:PutMetricData'), writeLogs], 'MeasureRole');
  const functionArn = await createFunction('measure', measures, role);
  const machine = await createMachine('gate', { Do: invokeTask(functionArn) }, [allow('lambda:InvokeFunction', functionArn)]);
  expect(await run(machine, 'one', { value: 7 })).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"value":7}',
    startDate: expect.any(Date),
  });
  const client = new CloudWatchClient(clientSettings(cloud));
  const { MetricDataResults } = await client.send(
    new GetMetricDataCommand({
      MetricDataQueries: [{ Id: 'q', MetricStat: { Metric: { Namespace: 'App', MetricName: 'Latency' }, Period: 60, Stat: 'Sum' } }],
      StartTime: new Date(cloud.clock.now() - 1_800_000),
      EndTime: new Date(cloud.clock.now() + 60_000),
    }),
  );
  expect(MetricDataResults?.[0]).toMatchObject({ Values: [7], StatusCode: 'Complete' });
  client.destroy();
});

test('a role that may not fails inside the function, and the receipt names it', async () => {
  const role = await createRole(cloud, [writeLogs], 'PoorRole');
  await createFunction('poor', measures, role);
  const output = await cloud.call<InvokeOutput>(
    'lambda',
    'Invoke',
    { FunctionName: 'poor', Payload: Buffer.from('{"value":1}') },
    { kind: 'operator' },
  );
  expect(output.FunctionError).toBe('Unhandled');
  expect(JSON.parse(Buffer.from(output.Payload!).toString())).toMatchObject({
    errorMessage: expect.stringContaining('not authorized to perform: cloudwatch:PutMetricData'),
  });
  expect(cloud.receipt().denied).toContainEqual(expect.objectContaining({ action: 'cloudwatch:PutMetricData', principal: role }));
});

test('a state machine without the right to call fails with its error name', async () => {
  const role = await createRole(cloud, [writeLogs], 'IdleRole');
  const functionArn = await createFunction('idle', 'exports.handler = async () => 1', role);
  const machine = await createMachine('blind', { Do: invokeTask(functionArn) }, []);
  expect(await run(machine, 'one', {})).toMatchObject({ status: 'FAILED', error: expect.stringMatching(/^Lambda\.AccessDenied/) });
});

describe('a rule', () => {
  const failed = { source: ['aws.states'], 'detail-type': ['Step Functions Execution Status Change'], detail: { status: ['FAILED'] } };
  const stop = { Do: { Type: 'Fail', Error: 'Enough', Cause: 'told so' } };

  const createRule = async (name: string, functionArn: string, machine: string, DeadLetterConfig?: object) => {
    const pattern = { ...failed, detail: { ...failed.detail, stateMachineArn: [machine] } };
    const rule = await createResource(
      cloud,
      'AWS::Events::Rule',
      {
        Name: name,
        EventPattern: pattern,
        Targets: [{ Id: 'T', Arn: functionArn, ...(DeadLetterConfig === undefined ? {} : { DeadLetterConfig }) }],
      },
      name,
    );
    return String(rule.attributes['Arn']);
  };

  test('calls a function whose permission names it', async () => {
    const role = await createRole(cloud, [writeLogs], 'WatchRole');
    const functionArn = await createFunction(
      'watch',
      'exports.handler = async (event) => console.log("saw " + event.detail.name + " " + event.detail.error)',
      role,
    );
    const machine = await createMachine('failing', stop, []);
    const ruleArn = await createRule('on-failure', functionArn, machine);
    await createResource(
      cloud,
      'AWS::Lambda::Permission',
      { Action: 'lambda:InvokeFunction', FunctionName: functionArn, Principal: 'events.amazonaws.com', SourceArn: ruleArn },
      'WatchPermission',
    );
    await run(machine, 'broken', {});
    const message = await eventually(async () => {
      const { events } = await cloud
        .call<{ events: { message: string }[] }>(
          'logs',
          'FilterLogEvents',
          { logGroupName: '/aws/lambda/watch', filterPattern: 'saw' },
          { kind: 'operator' },
        )
        .catch(() => ({ events: [] }));
      return events[0]?.message;
    });
    expect(message).toBe('saw broken Enough');
  });

  test('without permission is denied, and the event is in the dead-letter queue', async () => {
    const role = await createRole(cloud, [], 'DeafRole');
    const functionArn = await createFunction('deaf', 'exports.handler = async () => 1', role);
    const queue = await createResource(cloud, 'AWS::SQS::Queue', { QueueName: 'undelivered' }, 'Undelivered');
    const queueArn = String(queue.attributes['Arn']);
    await createResource(
      cloud,
      'AWS::SQS::QueuePolicy',
      {
        Queues: [queue.ref],
        PolicyDocument: {
          Statement: { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: queueArn },
        },
      },
      'UndeliveredPolicy',
    );
    const machine = await createMachine('unheard', stop, []);
    await createRule('unheard', functionArn, machine, { Arn: queueArn });
    await run(machine, 'broken', {});
    const client = new SQSClient(clientSettings(cloud));
    const letter = await eventually(
      async () => (await client.send(new ReceiveMessageCommand({ QueueUrl: queue.ref, MessageAttributeNames: ['All'] }))).Messages?.[0],
    );
    client.destroy();
    expect(letter.MessageAttributes).toMatchObject({ ERROR_CODE: { StringValue: expect.stringMatching(/^AccessDenied/) } });
    expect(JSON.parse(letter.Body ?? '')).toMatchObject({ source: 'aws.states', detail: { status: 'FAILED', error: 'Enough' } });
    expect(cloud.receipt().denied).toContainEqual(
      expect.objectContaining({ action: 'lambda:InvokeFunction', principal: 'events.amazonaws.com' }),
    );
  });

  test('of the own bus takes events through the SDK, entry by entry', async () => {
    const client = new EventBridgeClient(clientSettings(cloud));
    const answer = await client.send(
      new PutEventsCommand({
        Entries: [
          { Source: 'app', DetailType: 'T', Detail: '{}' },
          { Source: 'aws.s3', DetailType: 'T', Detail: '{}' },
        ],
      }),
    );
    client.destroy();
    expect(answer).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{ EventId: expect.any(String) }, { ErrorCode: 'NotAuthorizedForSourceException' }],
    });
  });
});

describe('CloudWatch through the SDK', () => {
  const client = () => new CloudWatchClient({ ...clientSettings(cloud) });

  test('pages are followed, NaN arrives, bad input has the names of the SDK', async () => {
    const sdk = client();
    const now = cloud.clock.now();
    const MetricData = [0, 1, 2].map((index) => ({ MetricName: 'Size', Timestamp: new Date(now - index * 60_000), Value: index }));
    await sdk.send(new PutMetricDataCommand({ Namespace: 'Paged', MetricData }));
    const input = {
      MetricDataQueries: [{ Id: 'q', MetricStat: { Metric: { Namespace: 'Paged', MetricName: 'Size' }, Period: 60, Stat: 'Maximum' } }],
      StartTime: new Date(now - 600_000),
      EndTime: new Date(now + 60_000),
      MaxDatapoints: 2,
    };
    const values: number[] = [];
    for await (const page of paginateGetMetricData({ client: sdk }, { ...input }))
      values.push(...(page.MetricDataResults?.[0]?.Values ?? []));
    expect(values).toEqual([0, 1, 2]);
    const undo = (cloud.services.get('monitoring') as CloudWatchService).control.add({ kind: 'nan', namespace: 'Paged', since: 0 });
    const { MetricDataResults } = await sdk.send(new GetMetricDataCommand(input));
    undo();
    expect(MetricDataResults?.[0]?.Values).toEqual([Number.NaN, Number.NaN]);
    await expect(sdk.send(new PutMetricDataCommand({ Namespace: 'AWS/EC2', MetricData }))).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
    sdk.destroy();
  });

  test('alarms are described', async () => {
    const sdk = client();
    await createResource(
      cloud,
      'AWS::CloudWatch::Alarm',
      {
        AlarmName: 'Slow',
        Namespace: 'App',
        MetricName: 'Latency',
        ExtendedStatistic: 'p90',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanThreshold',
      },
      'Slow',
    );
    const { MetricAlarms } = await sdk.send(new DescribeAlarmsCommand({ AlarmNames: ['Slow'] }));
    sdk.destroy();
    expect(MetricAlarms).toEqual([expect.objectContaining({ AlarmName: 'Slow', ExtendedStatistic: 'p90', Threshold: 1 })]);
  });
});

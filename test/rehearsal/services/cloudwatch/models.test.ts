/**
 * Holds the compute and observability stand-ins against AWS's own service models, where these are given:
 * `SERVICE_MODELS=<folder of service-2.json files> npx jest test/rehearsal/cloudwatch/models`.
 */
import { modelObserver } from '../../../../rehearsal/cloud/model-observer';
import type { CloudHost } from '../../../../rehearsal/cloud/host';
import { eventsService } from '../../../../rehearsal/services/events/events';
import { lambdaService } from '../../../../rehearsal/services/lambda/lambda';
import { logsService } from '../../../../rehearsal/services/logs/logs';
import { stepFunctionsService } from '../../../../rehearsal/services/step-functions/step-functions';
import { cloudWatchService } from '../../../../rehearsal/services/cloudwatch/cloudwatch';
import { createResource, createRole, startCloud, stopClouds } from '../../support/real-cloud';

afterAll(stopClouds);

const folder = process.env['SERVICE_MODELS'];
const caller = { kind: 'operator' } as const;
const execution = 'arn:aws:states:us-east-1:123456789012:execution:m:one';

const createAll = async (cloud: CloudHost): Promise<void> => {
  const Role = await createRole(cloud, []);
  const DefinitionString = JSON.stringify({ StartAt: 'P', States: { P: { Type: 'Pass', End: true } } });
  await createResource(cloud, 'AWS::StepFunctions::StateMachine', { StateMachineName: 'm', RoleArn: Role, DefinitionString });
  await createResource(cloud, 'AWS::Lambda::Function', {
    FunctionName: 'f',
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role,
    Code: { ZipFile: 'exports.handler = async () => 1' },
  });
  await createResource(cloud, 'AWS::Logs::LogGroup', { LogGroupName: 'group' });
  await createResource(cloud, 'AWS::CloudWatch::Alarm', {
    AlarmName: 'a',
    Namespace: 'App',
    MetricName: 'Latency',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
  });
};

const range = (now: number) => ({ StartTime: new Date(now - 600_000), EndTime: new Date(now + 60_000) });

const calls = (now: number): readonly [string, string, object][] => [
  ['monitoring', 'PutMetricData', { Namespace: 'App', MetricData: [{ MetricName: 'Latency', Values: [1, 2], Unit: 'Seconds' }] }],
  [
    'monitoring',
    'GetMetricData',
    {
      MetricDataQueries: [{ Id: 'q', MetricStat: { Metric: { Namespace: 'App', MetricName: 'Latency' }, Period: 60, Stat: 'p90' } }],
      ...range(now),
    },
  ],
  [
    'monitoring',
    'GetMetricStatistics',
    { Namespace: 'App', MetricName: 'Latency', Period: 60, Statistics: ['Sum'], ExtendedStatistics: ['p90'], ...range(now) },
  ],
  ['monitoring', 'ListMetrics', { Namespace: 'App' }],
  ['monitoring', 'DescribeAlarms', {}],
  ['states', 'StartExecution', { stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:m', name: 'one', input: '{}' }],
  ['states', 'DescribeExecution', { executionArn: execution }],
  ['states', 'ListExecutions', { stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:m' }],
  ['states', 'GetExecutionHistory', { executionArn: execution }],
  ['states', 'StopExecution', { executionArn: execution }],
  [
    'events',
    'PutEvents',
    {
      Entries: [
        { Source: 'app', DetailType: 'T', Detail: '{}' },
        { Source: 'app', DetailType: 'T', Detail: '[' },
      ],
    },
  ],
  ['logs', 'CreateLogGroup', { logGroupName: 'other' }],
  ['logs', 'CreateLogStream', { logGroupName: 'group', logStreamName: 's' }],
  ['logs', 'PutLogEvents', { logGroupName: 'group', logStreamName: 's', logEvents: [{ timestamp: now, message: 'x' }] }],
  ['logs', 'DescribeLogGroups', {}],
  ['logs', 'DescribeLogStreams', { logGroupName: 'group' }],
  ['logs', 'FilterLogEvents', { logGroupName: 'group' }],
  ['lambda', 'Invoke', { FunctionName: 'f', Payload: Buffer.from('{}') }],
  ['lambda', 'GetFunctionConfiguration', { FunctionName: 'f' }],
];

test('requests and answers keep the service models', async () => {
  if (folder === undefined) {
    process.stderr.write('Service models are not given (SERVICE_MODELS): stand-ins are not held against them.\n');
    return;
  }
  const observer = await modelObserver(folder);
  const cloud = await startCloud([cloudWatchService, eventsService, lambdaService, logsService, stepFunctionsService], { observer });
  await createAll(cloud);
  for (const [service, operation, input] of calls(cloud.clock.now())) await cloud.call(service, operation, input, caller);
  expect(observer.findings).toEqual([]);
}, 30_000);

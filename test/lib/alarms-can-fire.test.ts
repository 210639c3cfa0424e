/** Every alarm of every stack watches a metric that something in the stacks emits. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliveryMetrics } from '../../lambda/contract/delivery-metrics';
import { hostMetrics } from '../../lambda/contract/ops';
import { synthesize, type Resource, type Stacks } from '../../scripts/docs/synthesize';

type Dimensions = readonly { readonly Name: string; readonly Value: unknown }[];

interface Watched {
  readonly where: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Dimensions;
  readonly statistic: string;
}

/** What an emitter offers: its dimensions in alphabetical order, and the statistics that make sense of it. */
interface Emitted {
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistics: readonly string[];
}

const counts = ['Sum'];
const balancer = { LoadBalancer: 'AWS::ElasticLoadBalancingV2::LoadBalancer' };
const group = { ...balancer, TargetGroup: 'AWS::ElasticLoadBalancingV2::TargetGroup' };
const machine = { StateMachineArn: 'AWS::StepFunctions::StateMachine' };
const deployments = { Application: 'AWS::CodeDeploy::Application', DeploymentGroup: 'AWS::CodeDeploy::DeploymentGroup' };

/** As documented by AWS for its namespaces, and by our contracts for our own. Dimension → type of the resource it names. */
const emitted: Readonly<Record<string, Emitted>> = {
  'AWS/ApplicationELB HTTPCode_Target_5XX_Count': { dimensions: group, statistics: counts },
  'AWS/ApplicationELB RequestCount': { dimensions: group, statistics: counts },
  'AWS/ApplicationELB TargetResponseTime': { dimensions: group, statistics: ['p50', 'p90', 'p99'] },
  'AWS/ApplicationELB UnHealthyHostCount': { dimensions: group, statistics: ['Maximum', 'Average', 'Minimum'] },
  'AWS/ApplicationELB HTTPCode_ELB_5XX_Count': { dimensions: balancer, statistics: counts },
  'AWS/SQS ApproximateNumberOfMessagesVisible': { dimensions: { QueueName: 'AWS::SQS::Queue' }, statistics: ['Maximum', 'Average'] },
  'AWS/Lambda Errors': { dimensions: { FunctionName: 'AWS::Lambda::Function' }, statistics: counts },
  'AWS/States ExecutionsFailed': { dimensions: machine, statistics: counts },
  'AWS/States ExecutionsTimedOut': { dimensions: machine, statistics: counts },
  'AWS/States ExecutionsAborted': { dimensions: machine, statistics: counts },
  [`${deliveryMetrics.namespace} ${deliveryMetrics.deploymentsStarted}`]: { dimensions: deployments, statistics: counts },
};

const stacks = synthesize();
const all = Object.entries(stacks).flatMap(([stack, resources]) =>
  Object.entries(resources).map(([id, resource]) => ({ stack, id, ...resource })),
);
const alarms = all.filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');

/** The metrics that an alarm reads. */
function watchedBy({ stack, id, Properties = {} }: (typeof alarms)[number]): readonly Watched[] {
  const where = `${stack}/${id}`;
  const given = Properties as Record<string, never>;
  if (given['Metrics'] === undefined) {
    return [
      {
        where,
        namespace: given['Namespace']!,
        metric: given['MetricName']!,
        dimensions: given['Dimensions'] ?? [],
        statistic: given['Statistic'] ?? given['ExtendedStatistic']!,
      },
    ];
  }
  return (
    given['Metrics'] as readonly {
      MetricStat?: { Metric: { Namespace: string; MetricName: string; Dimensions: Dimensions }; Stat: string };
    }[]
  ).flatMap(({ MetricStat }) =>
    MetricStat === undefined
      ? []
      : [
          {
            where,
            namespace: MetricStat.Metric.Namespace,
            metric: MetricStat.Metric.MetricName,
            dimensions: MetricStat.Metric.Dimensions,
            statistic: MetricStat.Stat,
          },
        ],
  );
}

/** The resource that a dimension's value names: by reference in this or another stack, or by its literal name. */
function resourceOf(value: unknown, stack: string, templates: Stacks): Resource | undefined {
  if (typeof value === 'string') return all.find(({ Properties = {} }) => Object.values(Properties).includes(value));
  const [name, argument] = Object.entries(value as Record<string, unknown>)[0] ?? [];
  if (name === 'Ref') return templates[stack]?.[String(argument)];
  if (name === 'Fn::GetAtt') return templates[stack]?.[(argument as string[])[0]!];
  const { StackName, OutputName } = argument as { StackName: string; OutputName: string };
  return Object.entries(templates[StackName] ?? {}).find(([id]) => OutputName.includes(id))?.[1];
}

const watched = alarms.flatMap(watchedBy);

test('there are alarms to check, of the environments, the gate, healing and operations', () => {
  expect(new Set(watched.map(({ where }) => where.split('/')[0]))).toEqual(
    new Set(['UnbreakableStaging', 'UnbreakableProduction', 'UnbreakableGate', 'UnbreakableHealing', 'UnbreakableOperations']),
  );
});

test.each(watched.map((each) => [`${each.where}: ${each.namespace} ${each.metric}`, each] as const))(
  '%s exists with these dimensions and this statistic',
  (_, { where, namespace, metric, dimensions, statistic }) => {
    const emitter = emitted[`${namespace} ${metric}`];
    const types = Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, resourceOf(Value, where.split('/')[0]!, stacks)?.Type]));
    expect(types).toEqual(emitter?.dimensions);
    expect(emitter?.statistics).toContain(statistic);
  },
);

test.each(alarms.map((alarm) => [`${alarm.stack}/${alarm.id}`, alarm.Properties ?? {}] as const))(
  '%s says what it means, what silence means, and where to read on',
  (_, properties) => {
    expect(properties['TreatMissingData']).toMatch(/^(notBreaching|breaching|ignore)$/);
    expect(properties['AlarmDescription']).toEqual(expect.any(String));
  },
);

test('every section of the runbook that an alarm names is there', () => {
  const runbook = readFileSync(join(__dirname, '..', '..', 'docs', 'runbook.md'), 'utf8');
  const sections = new Set([...JSON.stringify(stacks).matchAll(/docs\/runbook\.md#([a-z-]+)/g)].map(([, section]) => section!));
  expect(sections.size).toBeGreaterThan(7);
  for (const section of [...sections, 'disk']) expect(runbook).toMatch(new RegExp(`^## ${section}\n(?=.*[Dd]eployment)`, 'm'));
});

test('alarms of disks watch what the agent reports: every disk, every five minutes, by group', () => {
  const setup = JSON.stringify(all.filter(({ Type }) => Type === 'AWS::EC2::LaunchTemplate'));
  expect(setup).toContain(hostMetrics.namespace);
  for (const wanted of ['disk', 'used_percent', 'mem_used_percent', 'AutoScalingGroupName', 'processes']) expect(setup).toContain(wanted);
  expect(setup).toMatch(/metrics_collection_interval[^0-9]{1,8}300/);
  expect(hostMetrics).toMatchObject({ diskUsed: 'disk_used_percent', memoryUsed: 'mem_used_percent', periodSeconds: 300 });
});

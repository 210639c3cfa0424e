/** Every alarm of every stack watches a metric that something in the stacks emits. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliveryMetrics } from '../../lambda/contract/delivery-metrics';
import { hostMetrics } from '../../lambda/contract/ops';
import { measuresOf } from '../../lambda/ops/delivery/measures';
import type { Resource, Stacks } from '../../scripts/docs/synthesize';
import { synthesized } from './support/synthesized';

type Dimensions = readonly { readonly Name: string; readonly Value: unknown }[];

interface Watched {
  readonly where: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Dimensions;
  readonly statistic: string;
}

/** What an emitter offers: the sets of dimensions that it reports under, and the statistics that make sense of it. */
interface Emitted {
  readonly dimensions: Readonly<Record<string, string>> | readonly Readonly<Record<string, string>>[];
  readonly statistics: readonly string[];
}

const counts = ['Sum'];
const balancer = { LoadBalancer: 'AWS::ElasticLoadBalancingV2::LoadBalancer' };
const group = { ...balancer, TargetGroup: 'AWS::ElasticLoadBalancingV2::TargetGroup' };
const machine = { StateMachineArn: 'AWS::StepFunctions::StateMachine' };
const stream = { DeliveryStreamName: 'AWS::KinesisFirehose::DeliveryStream' };
const domain = { DomainName: 'AWS::OpenSearchService::Domain' };
const deployments = { Application: 'AWS::CodeDeploy::Application', DeploymentGroup: 'AWS::CodeDeploy::DeploymentGroup' };

/** As documented by AWS for its namespaces, and by our contracts for our own. Dimension → type of the resource it names. */
const emitted: Readonly<Record<string, Emitted>> = {
  'AWS/ApplicationELB HTTPCode_Target_5XX_Count': { dimensions: [group, balancer], statistics: counts },
  'AWS/ApplicationELB RequestCount': { dimensions: [group, balancer], statistics: counts },
  'AWS/ApplicationELB TargetResponseTime': { dimensions: [group, balancer], statistics: ['p50', 'p90', 'p99'] },
  'AWS/ApplicationELB UnHealthyHostCount': { dimensions: group, statistics: ['Maximum', 'Average', 'Minimum'] },
  'AWS/ApplicationELB HTTPCode_ELB_5XX_Count': { dimensions: balancer, statistics: counts },
  'AWS/SQS ApproximateNumberOfMessagesVisible': { dimensions: { QueueName: 'AWS::SQS::Queue' }, statistics: ['Maximum', 'Average'] },
  'AWS/Lambda Errors': { dimensions: { FunctionName: 'AWS::Lambda::Function' }, statistics: counts },
  'AWS/States ExecutionsFailed': { dimensions: machine, statistics: counts },
  'AWS/States ExecutionsTimedOut': { dimensions: machine, statistics: counts },
  'AWS/States ExecutionsAborted': { dimensions: machine, statistics: counts },
  'AWS/Firehose DeliveryToAmazonOpenSearchService.Success': { dimensions: stream, statistics: ['Average'] },
  'AWS/Firehose BackupToS3.DataFreshness': { dimensions: stream, statistics: ['Maximum'] },
  'AWS/Firehose BackupToS3.Bytes': { dimensions: stream, statistics: counts },
  // Its other dimension, ClientId, is the account.
  'AWS/ES ClusterStatus.red': { dimensions: domain, statistics: ['Maximum'] },
  'AWS/ES ClusterIndexWritesBlocked': { dimensions: domain, statistics: ['Maximum'] },
  'AWS/ES FreeStorageSpace': { dimensions: domain, statistics: ['Minimum'] },
  [`${deliveryMetrics.namespace} ${deliveryMetrics.deploymentsStarted}`]: { dimensions: deployments, statistics: counts },
};

/** By kind of compute; instances with everything switched on that brings alarms of its own. */
const kinds = [
  ['ec2', { staging: { alarms: { tell: 'email' } }, logging: { enabled: true } }],
  ['ecs', { compute: 'ecs' }],
  ['lambda', { compute: 'lambda' }],
] as const;

describe.each(kinds)('on %s', (compute, config) => {
  const { stacks } = synthesized(config);
  const all = Object.entries(stacks).flatMap(([stack, resources]) =>
    Object.entries(resources).map(([id, resource]) => ({ stack, id, ...resource })),
  );
  const alarms = all.filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
  const composites = all.filter(({ Type }) => Type === 'AWS::CloudWatch::CompositeAlarm');

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

  test('there are alarms to check, of the environments, the gate, healing, logging and operations', () => {
    const parts = ['Staging', 'Production', 'Gate', 'Healing', 'Operations', ...('logging' in config ? ['Logging'] : [])];
    expect(new Set(watched.map(({ where }) => where.split('/')[0]))).toEqual(new Set(parts.map((part) => `Unbreakable${part}`)));
  });

  // ECS's deployments are counted by the names of cluster and service, which no resource is called by alone.
  const byNames = compute === 'ecs' ? [deliveryMetrics.deploymentsStarted as string] : [];
  test('what is watched of the deployments of a service is what their events are counted as', () => {
    const found = watched.filter(({ metric }) => byNames.includes(metric));
    expect(found).toHaveLength(byNames.length);
    for (const { where, dimensions } of found) {
      const resources = Object.values(stacks[where.split('/')[0]!] ?? {});
      const nameOf = (type: string, property: string) => String(resources.find(({ Type }) => Type === type)?.Properties?.[property]);
      const service = `${nameOf('AWS::ECS::Cluster', 'ClusterName')}/${nameOf('AWS::ECS::Service', 'ServiceName')}`;
      const [measure] =
        measuresOf({
          source: 'aws.ecs',
          'detail-type': 'ECS Deployment State Change',
          resources: [`arn:aws:ecs:us-east-1:123456789012:service/${service}`],
          detail: { eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS' },
        }) ?? [];
      expect(Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value]))).toEqual(measure?.dimensions);
    }
  });

  test.each(
    watched
      .filter(({ metric }) => !byNames.includes(metric))
      .map((each) => [`${each.where}: ${each.namespace} ${each.metric}`, each] as const),
  )('%s exists with these dimensions and this statistic', (_, { where, namespace, metric, dimensions, statistic }) => {
    const emitter = emitted[`${namespace} ${metric}`];
    const types = Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, resourceOf(Value, where.split('/')[0]!, stacks)?.Type]));
    expect([emitter?.dimensions ?? []].flat()).toContainEqual(types);
    expect(emitter?.statistics).toContain(statistic);
  });

  test.each(alarms.map((alarm) => [`${alarm.stack}/${alarm.id}`, alarm.Properties ?? {}] as const))(
    '%s says what it means, what silence means, and where to read on',
    (_, properties) => {
      expect(properties['TreatMissingData']).toMatch(/^(notBreaching|breaching|ignore)$/);
      expect(properties['AlarmDescription']).toEqual(expect.any(String));
    },
  );

  test.each([...alarms, ...composites].map(({ stack, id, Properties = {} }) => [`${stack}/${id}`, Properties] as const))(
    '%s tells the same topics when it ends, and names its section of the runbook',
    (_, { AlarmActions = [], OKActions = [], AlarmDescription }) => {
      expect(OKActions).toEqual(AlarmActions);
      if ((AlarmActions as readonly unknown[]).length > 0) expect(AlarmDescription).toMatch(/roll back\? Then docs\/runbook\.md#[a-z-]+$/);
    },
  );

  test.each(composites.map(({ stack, id, Properties = {} }) => [`${stack}/${id}`, stack, Properties] as const))(
    '%s is made of alarms that there are, and is muted by one that there is',
    (_, stack, { AlarmRule, ActionsSuppressor }) => {
      const named = [...JSON.stringify([AlarmRule, ActionsSuppressor ?? null]).matchAll(/"Fn::GetAtt":\["(\w+)","Arn"\]/g)].map(
        ([, id]) => id!,
      );
      expect(named.length).toBeGreaterThan(1);
      for (const id of named) expect(stacks[stack]?.[id]?.Type).toBe('AWS::CloudWatch::Alarm');
    },
  );

  test('only parts of other alarms, and the one that mutes, tell nobody', () => {
    const silent = alarms.filter(({ Properties = {} }) => (Properties['AlarmActions'] as readonly unknown[] | undefined) === undefined);
    const used = JSON.stringify(composites.map(({ Properties }) => Properties));
    expect(silent.filter(({ id }) => !used.includes(`"${id}"`)).map(({ stack, id }) => `${stack}/${id}`)).toEqual([]);
  });

  test('every section of the runbook that an alarm names is there', () => {
    const runbook = readFileSync(join(__dirname, '..', '..', 'docs', 'runbook.md'), 'utf8');
    const sections = new Set([...JSON.stringify(stacks).matchAll(/docs\/runbook\.md#([a-z-]+)/g)].map(([, section]) => section!));
    expect(sections.size).toBeGreaterThan(7);
    for (const section of [...sections, 'disk']) expect(runbook).toMatch(new RegExp(`^## ${section}\n(?=.*[Dd]eployment)`, 'm'));
  });

  test('alarms of disks watch what the agent reports: every disk, every five minutes, by group', () => {
    if (compute !== 'ec2') return;
    const setup = JSON.stringify(all.filter(({ Type }) => Type === 'AWS::EC2::LaunchTemplate'));
    expect(setup).toContain(hostMetrics.namespace);
    for (const wanted of ['disk', 'used_percent', 'mem_used_percent', 'AutoScalingGroupName', 'processes']) expect(setup).toContain(wanted);
    expect(setup).toMatch(/metrics_collection_interval[^0-9]{1,8}300/);
    expect(hostMetrics).toMatchObject({ diskUsed: 'disk_used_percent', memoryUsed: 'mem_used_percent', periodSeconds: 300 });
  });
});

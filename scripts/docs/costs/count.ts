/** Counts in the templates what is billed by the month. */
import type { Resource, Stacks } from '../synthesize';
import prices from './prices.json';

/** An entry of the price file. */
export type Item = keyof typeof prices.perMonth;
type Counted = readonly (readonly [Item, number])[];
type Properties = Readonly<Record<string, unknown>>;

/** How many of each item the stacks have. */
export function countItems(stacks: Stacks): ReadonlyMap<Item, number> {
  const counts = new Map<Item, number>();
  for (const resources of Object.values(stacks))
    for (const resource of Object.values(resources))
      for (const [item, count] of itemsOf(resource, resources, stacks)) if (count > 0) counts.set(item, (counts.get(item) ?? 0) + count);
  return counts;
}

/** US dollars a month. */
export const monthly = (counts: ReadonlyMap<Item, number>): number =>
  [...counts].reduce((sum, [item, count]) => sum + count * prices.perMonth[item].usd, 0);

function itemsOf({ Type, Properties: properties = {} }: Resource, stack: Stacks[string], stacks: Stacks): Counted {
  switch (Type) {
    case 'AWS::AutoScaling::AutoScalingGroup':
      return instances(properties, stack);
    case 'AWS::ECS::Service':
      return tasks(properties, stack);
    case 'AWS::EC2::NatGateway':
      return [
        ['NAT gateway', 1],
        ['public IPv4 address', 1],
      ];
    case 'AWS::ElasticLoadBalancingV2::LoadBalancer':
      return [
        ['load balancer', 1],
        ['public IPv4 address', (properties['Subnets'] as readonly unknown[]).length],
      ];
    case 'AWS::CloudWatch::Alarm':
      return 'ThresholdMetricId' in properties ? [['alarm on a band', 1]] : [['alarm on one metric', metricsOf(properties)]];
    case 'AWS::CloudWatch::CompositeAlarm':
      return [['composite alarm', 1]];
    case 'AWS::CloudWatch::Dashboard':
      return [['dashboard', 1]];
    case 'AWS::KMS::Key':
      return [['key', 1]];
    case 'AWS::SecretsManager::Secret':
      return [['secret', 1]];
    case 'AWS::OpenSearchService::Domain':
      return searchNodes(properties);
    case 'AWS::DevOpsGuru::ResourceCollection':
      return [['resource that DevOps Guru analyses', analysed(stacks)]];
    default:
      return [];
  }
}

/** An alarm on metric math is billed by the metrics that it reads. */
const metricsOf = ({ Metrics }: Properties): number =>
  Metrics === undefined ? 1 : (Metrics as readonly object[]).filter((metric) => 'MetricStat' in metric).length;

function instances(group: Properties, stack: Stacks[string]): Counted {
  const count = Number(group['MinSize']);
  const launch = referredIn(stack, 'AWS::EC2::LaunchTemplate', group['LaunchTemplate']);
  const { InstanceType = '' } = (launch?.['LaunchTemplateData'] ?? {}) as { readonly InstanceType?: string };
  return [
    [priced(`instance ${InstanceType}`), count],
    ['disk of 8 GB', count],
    ['public IPv4 address', count],
    ['detailed monitoring', count],
    ['host metrics', count],
  ];
}

function tasks(service: Properties, stack: Stacks[string]): Counted {
  const count = Number(service['DesiredCount'] ?? 1);
  const task = referredIn(stack, 'AWS::ECS::TaskDefinition', service['TaskDefinition']) ?? {};
  const isPublic = JSON.stringify(service['NetworkConfiguration'] ?? {}).includes('"AssignPublicIp":"ENABLED"');
  return [
    ['Fargate vCPU, arm64', (count * Number(task['Cpu'])) / 1024],
    ['Fargate GB of memory, arm64', (count * Number(task['Memory'])) / 1024],
    ['public IPv4 address', isPublic ? count : 0],
  ];
}

function searchNodes(domain: Properties): Counted {
  const { InstanceType = '', InstanceCount = 1 } = (domain['ClusterConfig'] ?? {}) as {
    readonly InstanceType?: string;
    readonly InstanceCount?: number;
  };
  const { VolumeSize = 0 } = (domain['EBSOptions'] ?? {}) as { readonly VolumeSize?: number };
  return [
    [priced(`search node ${InstanceType}`), InstanceCount],
    ["GB of a search node's disk", InstanceCount * VolumeSize],
  ];
}

/** Load balancers and instances of all stacks; the service bills what it finds active. */
const analysed = (stacks: Stacks): number =>
  Object.values(stacks)
    .flatMap((resources) => Object.values(resources))
    .reduce((sum, { Type, Properties: properties = {} }) => {
      if (Type === 'AWS::AutoScaling::AutoScalingGroup') return sum + Number(properties['MinSize']);
      return Type === 'AWS::ElasticLoadBalancingV2::LoadBalancer' ? sum + 1 : sum;
    }, 0);

/** Properties of the resource of a type that a value refers to. */
function referredIn(stack: Stacks[string], type: string, value: unknown): Properties | undefined {
  const text = JSON.stringify(value ?? null);
  return Object.entries(stack).find(([id, { Type }]) => Type === type && text.includes(`"${id}"`))?.[1].Properties;
}

/** The item of that name. @throws RangeError where the price file lacks it. */
function priced(name: string): Item {
  const found = Object.keys(prices.perMonth).find((item): item is Item => item === name);
  if (found === undefined) throw new RangeError(`scripts/docs/costs/prices.json has no price for ${name}; add it with its source`);
  return found;
}

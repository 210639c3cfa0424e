/** docs/costs.md: the bill of a month, counted in the templates. */
import prices from './prices.json';
import { synthesize, type Resource, type Stacks } from './synthesize';

type Item = keyof typeof prices.perMonth;

/** How many of each item the stacks have. */
export function countItems(stacks: Stacks): ReadonlyMap<Item, number> {
  const counts = new Map<Item, number>();
  const add = (item: Item, count: number): void => void (count > 0 && counts.set(item, (counts.get(item) ?? 0) + count));
  for (const resources of Object.values(stacks)) {
    for (const resource of Object.values(resources)) for (const [item, count] of itemsOf(resource, resources)) add(item, count);
  }
  return counts;
}

function itemsOf({ Type, Properties = {} }: Resource, stack: Stacks[string]): readonly (readonly [Item, number])[] {
  switch (Type) {
    case 'AWS::AutoScaling::AutoScalingGroup':
      return instanceItems(Number(Properties['MinSize']), stack, JSON.stringify(Properties['LaunchTemplate']));
    case 'AWS::ElasticLoadBalancingV2::LoadBalancer':
      return [
        ['load balancer', 1],
        ['public IPv4 address', (Properties['Subnets'] as readonly unknown[]).length],
      ];
    case 'AWS::CloudWatch::Alarm':
      return 'ThresholdMetricId' in Properties ? [['alarm on a band', 1]] : [['alarm on one metric', metricsOf(Properties)]];
    case 'AWS::CloudWatch::CompositeAlarm':
      return [['composite alarm', 1]];
    case 'AWS::CloudWatch::Dashboard':
      return [['dashboard', 1]];
    case 'AWS::KMS::Key':
      return [['key', 1]];
    case 'AWS::SecretsManager::Secret':
      return [['secret', 1]];
    default:
      return [];
  }
}

/** An alarm on metric math is billed by the metrics that it reads. */
const metricsOf = ({ Metrics }: Readonly<Record<string, unknown>>): number =>
  Metrics === undefined ? 1 : (Metrics as readonly object[]).filter((metric) => 'MetricStat' in metric).length;

function instanceItems(count: number, stack: Stacks[string], template: string): readonly (readonly [Item, number])[] {
  const [, launch] =
    Object.entries(stack).find(([id, { Type }]) => Type === 'AWS::EC2::LaunchTemplate' && template.includes(`"${id}"`)) ?? [];
  const type = (launch?.Properties?.['LaunchTemplateData'] as { readonly InstanceType?: string } | undefined)?.InstanceType ?? '';
  const item = `instance ${type}`;
  const priced = Object.keys(prices.perMonth).find((name): name is Item => name === item);
  if (priced === undefined) throw new RangeError(`scripts/docs/prices.json has no price for ${item}; add it`);
  return [
    [priced, count],
    ['disk of 8 GB', count],
    ['public IPv4 address', count],
    ['detailed monitoring', count],
    ['host metrics', count],
  ];
}

/** US dollars a month. Two disk alarms an instance are made at run time, so no template holds them. */
export const monthly = (counts: ReadonlyMap<Item, number>): number =>
  [...counts].reduce((sum, [item, count]) => sum + count * prices.perMonth[item].usd, 0);

const choices: readonly (readonly [name: string, config: unknown])[] = [
  ['default', {}],
  ['production told to nobody', { production: { alarms: { tell: 'nobody' } } }],
  ['staging’s alarms told by email', { staging: { alarms: { tell: 'email' } } }],
  ['no dashboards', { dashboards: { enabled: false } }],
  ['no anomaly detection', { production: { alarms: { anomalies: false } } }],
  ['two t4g.small in production', { production: { instances: 2, instanceType: 't4g.small' } }],
];

const dollars = (value: number): string => value.toFixed(2);

/** The page. @param stacks templates of the default configuration */
export function costsPage(stacks: Stacks): string {
  const counts = countItems(stacks);
  const perBuild = Object.values(prices.perBuild).reduce((sum, { usd }) => sum + usd, 0);
  const base = monthly(counts);
  return [
    '# Costs',
    '',
    'Made by `npx tsx scripts/write-docs.ts`: resources are counted in the templates, prices are in `scripts/docs/prices.json`',
    `(${prices.region}, ${prices.asOf}). ${prices.note}`,
    '',
    '## A month of the default configuration',
    '',
    '| what | count | each (US$) | together (US$) | price of |',
    '|---|---|---|---|---|',
    ...[...counts].map(
      ([item, count]) =>
        `| ${item} | ${count} | ${prices.perMonth[item].usd} | ${dollars(count * prices.perMonth[item].usd)} | ${prices.perMonth[item].of} |`,
    ),
    `| **together** | | | **${dollars(base)}** | |`,
    '',
    'Not counted, because it depends on what passes through: traffic, capacity units of load balancers, logs ($0.50 a GB',
    'taken in), stored artifacts and evidence, SMS, the two disk alarms of each disk ($0.10 each). The functions, the table,',
    'the queues and the workflows cost nothing while idle.',
    '',
    '## A build',
    '',
    '| what | US$ | price of |',
    '|---|---|---|',
    ...Object.entries(prices.perBuild).map(([item, { usd, of }]) => `| ${item} | ${usd} | ${of} |`),
    `| **together** | **${perBuild.toFixed(3)}** | |`,
    '',
    '## What a choice changes',
    '',
    '| choice | a month (US$) | difference (US$) |',
    '|---|---|---|',
    ...choices.map(([name, config]) => {
      const cost = name === 'default' ? base : monthly(countItems(synthesize(config)));
      return `| ${name} | ${dollars(cost)} | ${dollars(cost - base)} |`;
    }),
    '',
  ].join('\n');
}

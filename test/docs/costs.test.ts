/** The bill, added up a second time: from the prices by the hour, and from the templates as they are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { choices } from '../../scripts/docs/costs/page';
import prices from '../../scripts/docs/costs/prices.json';
import { synthesized } from '../lib/support/synthesized';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'costs.md'), 'utf8');
/** Cells of the rows below a heading, without the head of the table. */
const rowsBelow = (heading: string): readonly (readonly string[])[] =>
  (page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
const figure = (cell = ''): number => Number(cell.replaceAll(/[*†\s]/g, ''));

const hours = 730;
const hourly: Readonly<Record<string, number>> = { 't4g.nano': 0.0042, 't4g.micro': 0.0084, 't4g.small': 0.0168 };
const address = 0.005 * hours;

/** What a text such as `$0.005 an hour` comes to in a month; undefined for one that names the month's price or none. */
const named = (of: string): number | undefined => {
  const [, anHour] = /\$([\d.]+) an hour/.exec(of) ?? [];
  const [, aGb] = /\$([\d.]+) a GB/.exec(of) ?? [];
  const [, metrics, each] = /(\d+) (?:own )?metrics an instance at \$([\d.]+)/.exec(of) ?? [];
  if (anHour !== undefined) return Number(anHour) * hours;
  if (aGb !== undefined) return Number(aGb) * 8;
  return metrics === undefined ? undefined : Number(metrics) * Number(each);
};

test('prices by the month follow from those that they name', () => {
  const derived = Object.entries(prices.perMonth).flatMap(([item, { usd, of }]) => {
    const month = named(of);
    return month === undefined ? [] : [[item, usd, month] as const];
  });
  expect(derived.length).toBeGreaterThan(10);
  for (const [, usd, month] of derived) expect(usd).toBeCloseTo(month, 3);
});

/** What the resources of a stack cost a month. */
const billOf = (resources: Readonly<Record<string, Resource>>): number => {
  const referred = (type: string, value: unknown) =>
    Object.entries(resources).find(([id, { Type }]) => Type === type && JSON.stringify(value).includes(`"${id}"`))![1].Properties!;
  return Object.values(resources).reduce((sum, { Type, Properties: given = {} }) => sum + priceOf(Type, given, referred), 0);
};

const priceOf = (type: string, given: Readonly<Record<string, unknown>>, referred: (type: string, value: unknown) => unknown): number => {
  switch (type.slice('AWS::'.length)) {
    case 'KMS::Key':
      return 1;
    case 'SecretsManager::Secret':
      return 0.4;
    case 'CloudWatch::Dashboard':
      return 3;
    case 'CloudWatch::CompositeAlarm':
      return 0.5;
    case 'CloudWatch::Alarm': {
      const read = JSON.stringify(given).split('"MetricStat":').length - 1;
      return given['ThresholdMetricId'] === undefined ? 0.1 * Math.max(1, read) : 0.3;
    }
    case 'ElasticLoadBalancingV2::LoadBalancer':
      return 0.0225 * hours + (given['Subnets'] as unknown[]).length * address;
    case 'AutoScaling::AutoScalingGroup': {
      const launch = referred('AWS::EC2::LaunchTemplate', given['LaunchTemplate']) as { LaunchTemplateData: { InstanceType: string } };
      const compute = hourly[launch.LaunchTemplateData.InstanceType]! * hours;
      return Number(given['MinSize']) * (compute + 8 * 0.08 + address + (7 + 5) * 0.3);
    }
    case 'ECS::Service': {
      const { Cpu, Memory } = referred('AWS::ECS::TaskDefinition', given['TaskDefinition']) as { Cpu: string; Memory: string };
      const compute = (Number(Cpu) * 0.03238 + Number(Memory) * 0.00356) / 1024;
      return Number(given['DesiredCount']) * (compute * hours + address);
    }
    case 'OpenSearchService::Domain': {
      const { ClusterConfig, EBSOptions } = given as { ClusterConfig: { InstanceCount: number }; EBSOptions: { VolumeSize: number } };
      return ClusterConfig.InstanceCount * (0.036 * hours + EBSOptions.VolumeSize * 0.122);
    }
    default:
      return 0;
  }
};

/** DevOps Guru bills load balancers and instances of all stacks. */
const guruOf = (all: readonly Resource[]): number => {
  if (!all.some(({ Type }) => Type === 'AWS::DevOpsGuru::ResourceCollection')) return 0;
  const counted = all.map(({ Type, Properties }) =>
    Type === 'AWS::AutoScaling::AutoScalingGroup' ? Number(Properties!['MinSize']) : Number(Type.endsWith('V2::LoadBalancer')),
  );
  return counted.reduce((sum, count) => sum + count, 0) * 0.0042 * hours;
};

const monthOf = (config?: unknown): number => {
  const stacks = Object.values(synthesized(config).stacks);
  return stacks.reduce((sum, resources) => sum + billOf(resources), 0) + guruOf(stacks.flatMap((resources) => Object.values(resources)));
};

test('the month of the default configuration adds up', () => {
  const rows = rowsBelow('A month of the default configuration');
  const items = rows.slice(0, -1);
  for (const [, count, each, together] of items) expect(figure(count) * figure(each)).toBeCloseTo(figure(together), 2);
  const total = figure(rows.at(-1)![3]);
  expect(items.reduce((sum, [, count, each]) => sum + figure(count) * figure(each), 0)).toBeCloseTo(total, 1);
  expect(monthOf()).toBeCloseTo(total, 1);
});

test.each(choices)('the month with a choice adds up: %s', (name, config) => {
  const row = rowsBelow('What a choice changes').find(([cell]) => cell === name)!;
  expect(Math.abs(monthOf(config) - figure(row[1]))).toBeLessThan(0.01);
  expect(Math.abs(monthOf(config) - monthOf() - figure(row[2]))).toBeLessThan(0.011);
});

test('a build adds up', () => {
  const rows = rowsBelow('A build');
  const sum = rows.slice(0, -1).reduce((total, [, usd]) => total + figure(usd), 0);
  expect(sum).toBeCloseTo(figure(rows.at(-1)![1]), 4);
  expect(15 * 0.002 + (200 / 1000) * 0.025 + (500 / 1000) * 0.01).toBeCloseTo(0.03 + 0.005 + 0.005, 6);
  expect(60 * 0.5 * 0.0000133334 + 60 * 0.2e-6).toBeCloseTo(prices.perBuild.functions.usd, 4);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { optionRows } from '../../scripts/docs/configuration';
import { countItems, monthly } from '../../scripts/docs/costs/count';
import prices from '../../scripts/docs/costs/prices.json';
import { billing, byUse, monthlyTypes } from '../../scripts/docs/costs/types';
import { generatedPages } from '../../scripts/docs/pages';
import { synthesized } from '../lib/support/synthesized';

const pages = generatedPages(synthesized);

test.each(Object.keys(pages))('docs/%s is what the code makes; otherwise run: npx tsx scripts/write-docs.ts', (file) => {
  expect(readFileSync(join(__dirname, '..', '..', 'docs', file), 'utf8')).toBe(pages[file]);
});

test.each(optionRows().map(({ path, description }) => [path, description] as const))(
  'the option %s has a description',
  (_, description) => {
    expect(description).toMatch(/\.$/);
  },
);

test('alarms on metric math cost one for each metric, and instances bring disk, address and metrics along', () => {
  const stack = {
    Burn: { Type: 'AWS::CloudWatch::Alarm', Properties: { Metrics: [{ Expression: 'a / b' }, { MetricStat: {} }, { MetricStat: {} }] } },
    Band: { Type: 'AWS::CloudWatch::Alarm', Properties: { ThresholdMetricId: 'band', Metrics: [] } },
    Launch: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { InstanceType: 't4g.micro' } } },
    Group: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: { MinSize: '2', LaunchTemplate: { LaunchTemplateId: { Ref: 'Launch' } } },
    },
  };
  const counts = countItems({ stack });
  expect(Object.fromEntries(counts)).toEqual({
    'alarm on one metric': 2,
    'alarm on a band': 1,
    'instance t4g.micro': 2,
    'disk of 8 GB': 2,
    'public IPv4 address': 2,
    'detailed monitoring': 2,
    'host metrics': 2,
  });
  expect(monthly(counts)).toBeCloseTo(0.5 + 2 * (6.132 + 0.64 + 3.65 + 2.1 + 1.5));
});

describe('costs', () => {
  const { stacks } = synthesized();
  const types = [...new Set(Object.values(stacks).flatMap((resources) => Object.values(resources).map(({ Type }) => Type)))];

  test('every resource type of the default templates is billed by the month, by use, or known to be free', () => {
    expect(types.filter((type) => billing(type) === undefined)).toEqual([]);
  });

  test('every type that costs money is in the tables', () => {
    for (const type of types.filter((each) => billing(each) === 'use')) expect(pages['costs.md']).toMatch(new RegExp(`\\d × ${type}\\b`));
    for (const type of types.filter((each) => billing(each) === 'month')) {
      const alone = Object.fromEntries(
        Object.entries(stacks).map(([stack, resources]) => [
          stack,
          Object.fromEntries(Object.entries(resources).filter(([, { Type }]) => Type === type || Type === 'AWS::EC2::LaunchTemplate')),
        ]),
      );
      const items = [...countItems(alone).keys()];
      expect(items.length).toBeGreaterThan(0);
      for (const item of items) expect(pages['costs.md']).toContain(`| ${item} | `);
    }
  });

  test('a type is billed in one way only', () => {
    expect(Object.keys(byUse).filter((type) => monthlyTypes.has(type))).toEqual([]);
  });

  test('every price names a source with a date; what was read nowhere says so on the page', () => {
    const all = [prices.perMonth, prices.perBuild, prices.byUse, prices.beside].flatMap((table) => Object.entries(table));
    for (const [, { source }] of all) expect(Object.keys(prices.sources)).toContain(source);
    for (const { date } of Object.values(prices.sources)) expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
    const used = new Set(all.map(([, { source }]) => source));
    expect(Object.keys(prices.sources).filter((source) => !used.has(source))).toEqual([]);
    expect(pages['costs.md']).toContain('| instance t4g.micro | 2 | 6.132 † |');
    expect(pages['costs.md']).toContain('| key | 1 | 1 | 1.00 |');
  });

  test('tasks of Fargate, search nodes and NAT gateways are counted', () => {
    const stack = {
      Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { Cpu: '256', Memory: '512' } },
      Service: {
        Type: 'AWS::ECS::Service',
        Properties: {
          DesiredCount: 2,
          TaskDefinition: { Ref: 'Task' },
          NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED' } },
        },
      },
      Domain: {
        Type: 'AWS::OpenSearchService::Domain',
        Properties: { ClusterConfig: { InstanceType: 't3.small.search', InstanceCount: 2 }, EBSOptions: { VolumeSize: 10 } },
      },
      Nat: { Type: 'AWS::EC2::NatGateway' },
    };
    expect(Object.fromEntries(countItems({ stack }))).toEqual({
      'Fargate vCPU, arm64': 0.5,
      'Fargate GB of memory, arm64': 1,
      'public IPv4 address': 3,
      'search node t3.small.search': 2,
      "GB of a search node's disk": 20,
      'NAT gateway': 1,
    });
  });

  test('an instance type without a price is refused, with what to do', () => {
    const stack = {
      Launch: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { InstanceType: 'm7g.large' } } },
      Group: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MinSize: '1', LaunchTemplate: { Ref: 'Launch' } } },
    };
    expect(() => countItems({ stack })).toThrow(/prices\.json has no price for instance m7g\.large; add it/);
  });
});

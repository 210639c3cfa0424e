import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { optionRows } from '../../scripts/docs/configuration';
import { countItems, monthly } from '../../scripts/docs/costs';
import { generatedPages } from '../../scripts/docs/pages';

const pages = generatedPages();

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

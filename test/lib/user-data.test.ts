import { parse } from 'yaml';
import { text } from './support/resolve';
import { templates } from './support/synthesize';

interface CloudConfig {
  readonly packages: readonly string[];
  readonly write_files: readonly { readonly path: string; readonly content: string; readonly permissions: string }[];
  readonly runcmd: readonly string[];
}

const template = templates()('UnbreakableStaging');

/** The user data of the launch template whose logical id begins with the name. */
function userData(name: 'Service' | 'Load'): { readonly source: string; readonly config: CloudConfig } {
  const [resource] = Object.entries(template.findResources('AWS::EC2::LaunchTemplate')).filter(([id]) => id.startsWith(name));
  const source = text(resource?.[1]['Properties']['LaunchTemplateData']['UserData']);
  return { source, config: parse(source) as CloudConfig };
}

const file = (config: CloudConfig, path: string): string => config.write_files.find((each) => each.path === path)?.content ?? '';
const settings = (config: CloudConfig): string[] => file(config, '/etc/unbreakable/instance.env').trim().split('\n');

test.each(['Service', 'Load'] as const)('%s instances get one cloud-config document', (name) => {
  const { source, config } = userData(name);
  expect(source.startsWith('#cloud-config\n')).toBe(true);
  expect(Object.keys(config)).toEqual(['packages', 'write_files', 'runcmd']);
});

test('the service knows its port, its environment and its name', () => {
  expect(settings(userData('Service').config)).toEqual(['PORT=8080', 'ENVIRONMENT=Staging', 'APP_NAME=unbreakable-sample']);
});

test('the load generator knows where to send how much for how long', () => {
  expect(settings(userData('Load').config)).toEqual([
    'ENVIRONMENT=Staging',
    'APP_NAME=unbreakable-load-test',
    expect.stringMatching(/^TARGET_URL=http:\/\/<\w+\.DNSName>$/),
    'LOAD_MINUTES=30',
    'REQUESTS_PER_MINUTE=150',
  ]);
});

test.each([
  ['Service', '/var/log/unbreakable/app.log'],
  ['Load', '/var/log/unbreakable/load.log'],
] as const)('the CloudWatch agent of %s sends the log that the unit writes', (name, path) => {
  const agent = JSON.parse(file(userData(name).config, '/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json'));
  expect(agent.logs.logs_collected.files.collect_list).toEqual([
    expect.objectContaining({ file_path: path, log_group_name: expect.stringMatching(/^<Log\w+>$/) }),
  ]);
});

test('the CodeDeploy agent comes last, when Node and the log are there', () => {
  const { packages, runcmd } = userData('Service').config;
  expect(packages).toEqual(expect.arrayContaining(['nodejs22', 'amazon-cloudwatch-agent', 'ruby']));
  expect(runcmd.findIndex((line) => line.includes('codedeploy'))).toBeGreaterThan(
    runcmd.findIndex((line) => line.includes('amazon-cloudwatch-agent-ctl')),
  );
  expect(runcmd.at(-1)).toBe('systemctl enable --now codedeploy-agent');
});

/** What a team can choose, one line each: the value's name, and what it writes into the configuration. */
import { coveringRows, type Allowed, type Row } from './pairwise';

const region = 'eu-west-1';
const connectionArn = `arn:aws:codeconnections:${region}:111111111111:connection/0a1b2c3d`;
const build = { commands: ['npm ci', 'npm run build'] };
/** An environment in a VPC of the team. */
export const existingVpc = {
  vpc: {
    vpcId: 'vpc-0a1b2c3d',
    availabilityZones: [`${region}a`, `${region}b`],
    publicSubnetIds: ['subnet-0a1b2c3d', 'subnet-1a1b2c3d'],
  },
};
const threeAccounts = {
  tools: { id: '111111111111', region },
  staging: { id: '222222222222', region },
  production: { id: '333333333333', region },
};
const dynatrace = { url: 'https://abc12345.live.dynatrace.com', tokenSecretName: 'unbreakable/dynatrace' };
const access = { kind: 'basic', username: 'gate', passwordSecretName: 'unbreakable/prometheus' };

type Fragments = Readonly<Record<string, Readonly<Record<string, object>>>>;

const fragments: Fragments = {
  compute: { ec2: {}, ecs: { compute: 'ecs' }, lambda: { compute: 'lambda' } },
  logging: {
    off: {},
    on: { logging: { enabled: true, accessLogs: true } },
    direct: { logging: { enabled: true, application: 'direct' } },
  },
  accounts: { one: {}, three: { accounts: threeAccounts } },
  guru: { none: {}, stacks: { devopsGuru: {} }, tag: { devopsGuru: { coverage: { by: 'tag', key: 'devops-guru-environment' } } } },
  network: { new: {}, existing: { staging: existingVpc, production: existingVpc } },
  source: { uploads: {}, repository: { connection: { connectionArn, repository: 'me/app' } } },
  build: { none: {}, codebuild: { build }, images: { build: { ...build, containerImages: true } } },
  removal: { destroy: {}, retain: { removal: 'retain', notificationEmails: ['team@example.com'] } },
  metrics: { cloudwatch: {}, dynatrace: { dynatrace }, prometheus: { prometheus: { url: 'https://prometheus.example.com', access } } },
};

/** Pairs that a configuration refuses. */
const refused: readonly (readonly [string, string])[] = [
  ['source=repository', 'build=none'],
  ['compute=lambda', 'logging=direct'],
];

const allowed: Allowed = (one, other) => !refused.some((pair) => pair.includes(one) && pair.includes(other));

/** The values of every choice. */
export const choices = Object.fromEntries(Object.entries(fragments).map(([name, values]) => [name, Object.keys(values)]));

/** Rows that hold every pair of choices. */
export const coveringChoices = (): readonly Row[] => coveringRows(choices, allowed);

/** What `unbreakable.config.ts` would say. */
export const configurationOf = (row: Row): object =>
  Object.assign({}, ...Object.entries(row).map(([name, value]) => fragments[name]?.[value])) as object;

/** Such as `compute=ecs logging=on …`, without what is the default. */
export const nameOf = (row: Row): string =>
  Object.entries(row)
    .filter(([name, value]) => value !== choices[name]?.[0])
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');

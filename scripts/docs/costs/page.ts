/** docs/costs.md: the bill of a month, counted in the templates. */
import type { Stacks, Synthesize } from '../synthesize';
import { countItems, monthly, type Item } from './count';
import prices from './prices.json';
import { byUse, type UseItem } from './types';

type Source = keyof typeof prices.sources;

/** What a team may choose that changes the bill. */
export const choices: readonly (readonly [name: string, config: unknown])[] = [
  ["on Fargate (`compute: 'ecs'`)", { compute: 'ecs' }],
  ["on Lambda (`compute: 'lambda'`)", { compute: 'lambda' }],
  ['staging’s alarms told by email', { staging: { alarms: { tell: 'email' } } }],
  ['no dashboards', { dashboards: { enabled: false } }],
  ['two t4g.small in production', { production: { instances: 2, instanceType: 't4g.small' } }],
  ['searchable logs (`logging.enabled`), two nodes', { logging: { enabled: true } }],
  ['DevOps Guru on both environments', { devopsGuru: {} }],
];

const dollars = (value: number): string => value.toFixed(2);
/** † where nobody has read the price anywhere. */
const mark = (source: string): string => (source === 'memory' ? ' †' : '');
const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 });

/** The page. @param synthesize makes the templates of the default configuration and of every choice */
export function costsPage(synthesize: Synthesize): string {
  const { stacks } = synthesize();
  const base = monthly(countItems(stacks));
  return [
    '# Costs',
    '',
    `Made by \`npx tsx scripts/write-docs.ts\`: resources are counted in the templates, prices are in \`scripts/docs/costs/prices.json\`, each with source and date. List prices of ${prices.region} in US dollars, without taxes and free tiers, written down on ${prices.writtenDown}.`,
    '',
    '**A price with † is from memory** and was read nowhere that can be named; the others were read in the sources below: seldom AWS’s own pages, never an AWS account. Check them against https://calculator.aws before you rely on them.',
    '',
    ...month(stacks, base),
    ...changes(base, synthesize),
    ...others(stacks),
    ...uses(stacks),
    ...build(),
    ...sources(),
  ].join('\n');
}

const month = (stacks: Stacks, base: number): readonly string[] => [
  '## A month of the default configuration',
  '',
  '| what | count | each (US$) | together (US$) | price of |',
  '|---|---|---|---|---|',
  ...[...countItems(stacks)].map(([item, count]) => {
    const { usd, of, source } = prices.perMonth[item];
    return `| ${item} | ${number(count)} | ${usd}${mark(source)} | ${dollars(count * usd)} | ${of} |`;
  }),
  `| **together** | | | **${dollars(base)}** | |`,
  '',
  'Beside it: the two alarms of each disk ($0.10 each), which a function makes at run time, and what the next tables bill by use. There is no NAT gateway: instances have public addresses, and security groups let nobody in but the load balancer.',
  '',
];

const changes = (base: number, synthesize: Synthesize): readonly string[] => [
  '## What a choice changes',
  '',
  '| choice | a month (US$) | difference (US$) | what is added |',
  '|---|---|---|---|',
  `| default | ${dollars(base)} | | |`,
  ...choices.map(([name, config]) => {
    const counts = countItems(synthesize(config).stacks);
    const cost = monthly(counts);
    const added = [...counts.keys()].filter((item) => !commonItems.has(item)).map((item) => `${item}${mark(prices.perMonth[item].source)}`);
    return `| ${name} | ${dollars(cost)} | ${dollars(cost - base)} | ${added.join(', ')} |`;
  }),
  '',
  'On Lambda every request is billed, too, and the load test in production makes six million a month: about $14.50 at a third of a second and 512 MB each ($13.30 for a million GB-seconds, $1.20 for the requests). What OpenSearch, Firehose and Athena take in is billed by use on top.',
  '',
];

/** What the default has none of, for estimates by hand. */
function others(stacks: Stacks): readonly string[] {
  const counted = countItems(stacks);
  const rest = (Object.keys(prices.perMonth) as Item[]).filter((item) => !counted.has(item));
  const task = prices.perMonth['Fargate vCPU, arm64'].usd / 4 + prices.perMonth['Fargate GB of memory, arm64'].usd / 2;
  return [
    '## What other configurations are made of',
    '',
    '| what | a month (US$) | price of |',
    '|---|---|---|',
    ...rest.map((item) => `| ${item} | ${prices.perMonth[item].usd}${mark(prices.perMonth[item].source)} | ${prices.perMonth[item].of} |`),
    '',
    `A task of Fargate has a quarter of a virtual processor and half a GB unless it is configured otherwise: $${dollars(task)} a month. A function costs nothing while nobody calls it.`,
    '',
  ];
}

/** Items of most configurations, which say nothing about a choice. */
const commonItems: ReadonlySet<string> = new Set([
  'key',
  'secret',
  'alarm on one metric',
  'alarm on a band',
  'composite alarm',
  'dashboard',
  'load balancer',
  'public IPv4 address',
  'disk of 8 GB',
  'detailed monitoring',
  'host metrics',
  'instance t4g.nano',
  'instance t4g.micro',
]);

/** Everything of the default templates that costs nothing while idle. */
function uses(stacks: Stacks): readonly string[] {
  const counts = new Map<UseItem, Map<string, number>>();
  for (const { Type } of Object.values(stacks).flatMap((resources) => Object.values(resources))) {
    const item = byUse[Type];
    if (item === undefined) continue;
    const types = counts.get(item) ?? new Map<string, number>();
    counts.set(item, types.set(Type, (types.get(Type) ?? 0) + 1));
  }
  return [
    '## Billed by use',
    '',
    'Nothing of this costs anything while nothing happens, except what is stored.',
    '',
    '| what | in the default templates | price (US$) |',
    '|---|---|---|',
    ...Object.entries(prices.byUse).map(([name, { price, source }]) => {
      const types = [...(counts.get(name as UseItem) ?? [])].map(([type, count]) => `${count} × ${type}`);
      return `| ${name} | ${types.length === 0 ? 'none' : types.join(', ')} | ${price}${mark(source)} |`;
    }),
    ...Object.entries(prices.beside).map(([name, { resources, price, source }]) => `| ${name} | ${resources} | ${price}${mark(source)} |`),
    '',
  ];
}

const build = (): readonly string[] => {
  const total = Object.values(prices.perBuild).reduce((sum, { usd }) => sum + usd, 0);
  return [
    '## A build',
    '',
    '| what | US$ | price of |',
    '|---|---|---|',
    ...Object.entries(prices.perBuild).map(([item, { usd, of, source }]) => `| ${item} | ${usd}${mark(source)} | ${of} |`),
    `| **together** | **${total.toFixed(4)}** | |`,
    '',
  ];
};

const sources = (): readonly string[] => [
  '## Sources',
  '',
  '| prices of | source | read on, or date of the page |',
  '|---|---|---|',
  ...(Object.keys(prices.sources) as Source[]).map((name) => {
    const source = prices.sources[name];
    return `| ${pricedBy(name).join(', ')} | ${'url' in source ? `[${source.what}](${source.url})` : `† ${source.what}`} | ${source.date} |`;
  }),
  '',
];

const pricedBy = (name: Source): readonly string[] =>
  [prices.perMonth, prices.perBuild, prices.byUse, prices.beside].flatMap((table) =>
    Object.entries(table)
      .filter(([, { source }]) => source === name)
      .map(([item]) => item),
  );

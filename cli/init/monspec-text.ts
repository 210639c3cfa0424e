/** A first monspec with comments, from what was found. Pure. */
import { keyPrefix } from '../../lambda/monspec/metrics';
import type { Found, FoundEnvironment } from './found';

/** What a signature of a first monspec says, and why. */
interface Draft {
  readonly metric: string;
  readonly comment: string;
  readonly more: Readonly<Record<string, unknown>>;
}

const drafts: readonly Draft[] = [
  {
    metric: 'service.responsetime',
    comment: 'Mean response time in ms: at most the margin of the comparison above its baseline.',
    more: { aggregate: 'avg' },
  },
  { metric: 'service.responsetime', comment: 'The slowest tenth, in ms.', more: { aggregate: 'p90' } },
  {
    metric: 'service.failurerate',
    comment: 'Failed requests in percent. A limit needs no baseline and keeps working next to 0 %: set what users may see.',
    more: { upperlimit: 2 },
  },
  {
    metric: 'service.requestspermin',
    comment: 'Requests per minute: a build that loses its traffic fails. Lower is worse.',
    more: { aggregate: 'count', validate: 'lower' },
  },
];

const json = (value: unknown, indent: string): string => JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${indent}`);

/** Names come from a provider; a line end in one would end the comment. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');

const environmentText = ({ name, what, spec }: FoundEnvironment): string =>
  `      // ${oneLine(what)}\n      ${JSON.stringify(name)}: ${json(spec, '      ')}`;

const isProduction = ({ name }: FoundEnvironment): boolean => /prod|live/i.test(name);

const scale = { default: 30, [`${keyPrefix}service.requestspermin`]: 90 };

const comparisonText = (comment: string, comparison: Readonly<Record<string, unknown>>): string =>
  `      // ${comment}\n      ${json(comparison, '      ')}`;

function comparisonsOf(environments: readonly FoundEnvironment[]): string[] {
  const production = environments.find(isProduction) ?? environments.at(-1);
  if (production === undefined) return [];
  const before = comparisonText(
    'The environment against the same length of time just before its deployment. scalefactorperc: allowed change in percent.',
    {
      name: 'ToBefore',
      source: production.name,
      compare: production.name,
      comparetimeframe: 'beforeDeployment',
      scalefactorperc: { ...scale, [`${keyPrefix}service.requestspermin`]: 50 },
    },
  );
  const others = environments.filter((one) => one !== production).slice(0, 1);
  const staged = others.map((source) =>
    comparisonText(
      `${source.name} against ${production.name} at the same time; it may have far less traffic, so throughput may be 90 % lower.`,
      {
        name: 'ToProduction',
        source: source.name,
        compare: production.name,
        scalefactorperc: scale,
      },
    ),
  );
  return [...staged, before];
}

const signatureText = ({ metric, comment, more }: Draft): string =>
  `      // ${comment}\n      ${JSON.stringify({ timeseries: `${keyPrefix}${metric}`, ...more })}`;

/** The file's text: JSON with comments, as the gate and `unbreakable evaluate` read it. */
export function monspecText(service: string, found: Found): string {
  const signatures = drafts.filter(({ metric }) => found.metrics.includes(metric)).map(signatureText);
  return [
    `// A first monspec, written by "unbreakable init" from ${found.from}. Every key is described in docs/monspec.md.`,
    '// Try it:        unbreakable evaluate THIS_FILE --comparison ToBefore --last 30m',
    '// Trust it:      unbreakable backtest THIS_FILE --comparison ToBefore --since 14d',
    '{',
    `  ${JSON.stringify(service)}: {`,
    '    "etype": "SERVICE",',
    '    // Where the service runs. Remove what is not this service.',
    '    "environments": {',
    found.environments.map(environmentText).join(',\n'),
    '    },',
    '    "comparisons": [',
    comparisonsOf(found.environments).join(',\n'),
    '    ],',
    '    // What is measured. Each must keep its limit, or the margin of the comparison.',
    '    "perfsignature": [',
    signatures.join(',\n'),
    '    ]',
    '  }',
    '}',
    '',
  ].join('\n');
}

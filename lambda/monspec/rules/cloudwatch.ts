/** The key `cloudwatch` of a signature: what it measures, and what its shape cannot say. */
import type { CloudWatchMetric, CloudWatchStatistic } from '../cloudwatch-metric';
import type { Issue } from '../issue';
import { issueAt } from '../text/issues';
import type { Path } from '../text/path';
import type { Raw } from './view';

/** Forms of the key, and what may stand beside each. */
const forms: Readonly<Record<string, readonly string[]>> = {
  metric: ['namespace', 'statistic', 'dimensions', 'period', 'scale'],
  expression: ['metrics', 'period', 'scale'],
  alarms: [],
  slo: [],
};

const formsIn = (raw: Raw): string[] => Object.keys(forms).filter((form) => form in raw);

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const textsIn = (value: unknown): Readonly<Record<string, string>> | undefined =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => isText(entry[1])))
    : undefined;

const statisticIn = (raw: Raw): CloudWatchStatistic | undefined => {
  const { namespace, metric, statistic } = raw;
  const dimensions = textsIn(raw['dimensions']);
  return isText(namespace) && isText(metric)
    ? { namespace, metric, ...(isText(statistic) ? { statistic } : {}), ...(dimensions === undefined ? {} : { dimensions }) }
    : undefined;
};

const metricsIn = (value: unknown): Record<string, CloudWatchStatistic> =>
  Object.fromEntries(
    Object.entries(typeof value === 'object' && value !== null ? value : {}).flatMap(([id, one]) => {
      const statistic = typeof one === 'object' && one !== null ? statisticIn(one as Raw) : undefined;
      return statistic === undefined ? [] : [[id, statistic]];
    }),
  );

const fetchingIn = ({ period, scale }: Raw) => ({
  periodSeconds: typeof period === 'number' ? period : 60,
  scale: typeof scale === 'number' ? scale : 1,
});

/** What the key names, where it says so once and understandably. */
export const cloudWatchIn = (raw: Raw): CloudWatchMetric | undefined => {
  const { expression, alarms, slo } = raw;
  switch (formsIn(raw).join()) {
    case 'metric': {
      const statistic = statisticIn(raw);
      return statistic === undefined ? undefined : { kind: 'statistic', ...statistic, ...fetchingIn(raw) };
    }
    case 'expression':
      return isText(expression) ? { kind: 'expression', expression, metrics: metricsIn(raw['metrics']), ...fetchingIn(raw) } : undefined;
    case 'alarms':
      return Array.isArray(alarms) ? { kind: 'alarms', names: alarms.filter(isText) } : undefined;
    case 'slo':
      return isText(slo) ? { kind: 'slo', slo } : undefined;
    default:
      return undefined;
  }
};

const oneForm = (path: Path, raw: Raw): Issue[] => {
  const given = formsIn(raw);
  return given.length === 1
    ? []
    : [
        issueAt(
          path,
          raw,
          `"cloudwatch" names exactly one of ${Object.keys(forms).join(', ')}; this names ${given.length === 0 ? 'none' : given.join(' and ')}.`,
          'Keep one of them.',
        ),
      ];
};

const strays = (path: Path, raw: Raw): Issue[] => {
  const [form, ...others] = formsIn(raw);
  const allowed = forms[form ?? ''];
  return allowed === undefined || others.length > 0
    ? []
    : Object.keys(raw)
        .filter((key) => key !== form && !allowed.includes(key) && Object.values(forms).flat().includes(key))
        .map((key) =>
          issueAt(
            [...path, key],
            raw[key],
            `"${key}" means nothing beside "${form}".`,
            allowed.length === 0 ? 'Remove it.' : `Remove it; ${allowed.join(', ')} may stand there.`,
          ),
        );
};

const needsNamespace = (path: Path, raw: Raw): Issue[] =>
  'metric' in raw && !('namespace' in raw)
    ? [issueAt([...path, 'namespace'], undefined, '"namespace" is missing.', 'Add for example "namespace": "AWS/ApplicationELB".')]
    : [];

/** An error budget that grows is no trouble: only a lower bound makes sense. */
const lowerBudget = (path: Path, raw: Raw, signature: Raw): Issue[] =>
  'slo' in raw && signature['validate'] !== 'lower' && !('lowerlimit' in signature)
    ? [issueAt(path, raw, 'An error budget is worse when it is lower.', 'Add "lowerlimit": 10 (percent), or "validate": "lower".')]
    : [];

/** Everything that is wrong with the key `cloudwatch` of a signature. */
export const cloudWatchIssues = (path: Path, raw: Raw, signature: Raw): Issue[] => [
  ...oneForm(path, raw),
  ...strays(path, raw),
  ...needsNamespace(path, raw),
  ...lowerBudget(path, raw, signature),
];

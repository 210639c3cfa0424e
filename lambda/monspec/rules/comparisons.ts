/** What a comparison must keep besides its shape. */
import { scaleKeyOf } from '../describe';
import type { Issue } from '../issue';
import { metricKeys } from '../metrics';
import { issueAt } from '../text/issues';
import { nearest, useOneOf } from '../text/nearest';
import { numberIn, recordOf, textIn, type ComparisonView, type ServiceView } from './view';

type ComparisonRule = (comparison: ComparisonView, service: ServiceView) => readonly Issue[];

const knownEnvironments: ComparisonRule = ({ path, raw }, { environments }) =>
  ['source', 'compare'].flatMap((key) => {
    const name = textIn(raw, key);
    return name === undefined || environments.includes(name)
      ? []
      : [issueAt([...path, key], name, `${JSON.stringify(name)} is not an environment of this service.`, useOneOf(name, environments))];
  });

const knownMetrics: ComparisonRule = ({ path, raw }, { signatures }) => {
  const known = ['default', ...metricKeys, ...signatures.flatMap(({ metric }) => (metric === undefined ? [] : [scaleKeyOf(metric)]))];
  return Object.entries(recordOf(raw['scalefactorperc']))
    .filter(([key]) => !known.includes(key))
    .map(([key, value]) => {
      const guess = nearest(key, known);
      const fix = guess === undefined ? 'Use "default" or a metric key of docs/monspec.md.' : `Did you mean "${guess}"?`;
      return issueAt([...path, 'scalefactorperc', key], value, `${JSON.stringify(key)} is not a known metric key.`, fix);
    });
};

const oneBaseline: ComparisonRule = ({ path, raw }) =>
  'comparetimeframe' in raw && 'shiftcomparetimeframe' in raw
    ? [
        issueAt(
          [...path, 'shiftcomparetimeframe'],
          raw['shiftcomparetimeframe'],
          'comparetimeframe already says where the baseline lies.',
          'Keep one of comparetimeframe and shiftcomparetimeframe.',
        ),
      ]
    : [];

const notItself: ComparisonRule = ({ path, raw }) => {
  const [source, compare] = [textIn(raw, 'source'), textIn(raw, 'compare')];
  const sameTime = (numberIn(raw, 'shiftsourcetimeframe') ?? 0) === (numberIn(raw, 'shiftcomparetimeframe') ?? 0);
  return source !== undefined && source === compare && sameTime && !('comparetimeframe' in raw)
    ? [
        issueAt(
          [...path, 'compare'],
          compare,
          `This compares ${compare} with itself at the same time, so everything would pass.`,
          'Add "comparetimeframe": "beforeDeployment", or a shiftcomparetimeframe in seconds.',
        ),
      ]
    : [];
};

const droppable: ComparisonRule = ({ path, raw }, { signatures }) => {
  const factors = recordOf(raw['scalefactorperc']);
  const key = (metricKey: string): string => (Object.hasOwn(factors, metricKey) ? metricKey : 'default');
  const open = signatures.flatMap(({ raw: signature, metric }) => {
    const relative = !('upperlimit' in signature) && !('lowerlimit' in signature);
    return metric !== undefined && relative && signature['validate'] === 'lower' ? [key(scaleKeyOf(metric))] : [];
  });
  return [...new Set(open)]
    .filter((name) => (numberIn(factors, name) ?? 0) >= 100)
    .map((name) =>
      issueAt(
        [...path, 'scalefactorperc', name],
        factors[name],
        'A signature that validates "lower" can never fail with a margin of 100 % or more.',
        'Allow less than 100 %, or give the signature a lowerlimit.',
      ),
    );
};

const oneHistory: ComparisonRule = ({ path, raw }) => {
  const given = Object.keys(recordOf(raw['history']));
  return !('history' in raw) || given.length === 1
    ? []
    : [
        issueAt(
          [...path, 'history'],
          raw['history'],
          `"history" names exactly one of days and validations; this names ${given.length === 0 ? 'none' : given.join(' and ')}.`,
          'Write for example { "validations": 10 }.',
        ),
      ];
};

const trulyConcurrent: ComparisonRule = ({ path, raw }) => {
  const sameTime = (numberIn(raw, 'shiftsourcetimeframe') ?? 0) === (numberIn(raw, 'shiftcomparetimeframe') ?? 0);
  return raw['concurrent'] !== true || (sameTime && !('comparetimeframe' in raw))
    ? []
    : [
        issueAt(
          [...path, 'concurrent'],
          true,
          'The baseline lies at another time, so it is no concurrent control.',
          'Remove "concurrent", or the time shifts.',
        ),
      ];
};

const uniqueNames = ({ comparisons }: ServiceView): Issue[] => {
  const names = comparisons.map(({ raw }) => textIn(raw, 'name'));
  return comparisons.flatMap(({ path }, index) => {
    const name = names[index];
    return name !== undefined && names.indexOf(name) < index
      ? [issueAt([...path, 'name'], name, `There is already a comparison named ${JSON.stringify(name)}.`, 'Rename or remove one of them.')]
      : [];
  });
};

const rules: readonly ComparisonRule[] = [knownEnvironments, knownMetrics, oneBaseline, notItself, droppable, oneHistory, trulyConcurrent];

/** Everything that is wrong with the comparisons of a service. */
export const comparisonIssues = (service: ServiceView): Issue[] => [
  ...uniqueNames(service),
  ...service.comparisons.flatMap((comparison) => rules.flatMap((rule) => rule(comparison, service))),
];

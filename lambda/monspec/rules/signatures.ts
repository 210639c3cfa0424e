/** What a signature must keep besides its shape. */
import { aggregatesOf, isSensible } from '../aggregates';
import type { Issue } from '../issue';
import { mappingOf } from '../metrics';
import { isMetricName, labelsPlaceholder, sourceKeyOf } from '../source-key';
import { sourceOf } from '../source-of';
import { issueAt } from '../text/issues';
import { cloudWatchIssues } from './cloudwatch';
import { isRecord, numberIn, textIn, type ServiceView, type SignatureView } from './view';

/** Most signatures of one service; the record of a validation holds a verdict on each. */
export const maxSignatures = 100;

type SignatureRule = (signature: SignatureView) => readonly Issue[];

const metricNames = ['timeseries', 'smartscape', 'rate', 'cloudwatch'];

const oneMetric: SignatureRule = ({ path, raw }) => {
  const given = metricNames.filter((key) => key in raw);
  return given.length === 1
    ? []
    : [
        issueAt(
          path,
          raw,
          `A signature measures exactly one of ${metricNames.join(', ')}; this one names ${given.length === 0 ? 'none' : given.join(' and ')}.`,
          'Keep one of them.',
        ),
      ];
};

const sensibleAggregate: SignatureRule = ({ path, raw, kind }) => {
  const aggregate = textIn(raw, 'aggregate');
  const known = aggregate !== undefined && /^(min|max|avg|sum|median|count|p\d{1,2}(\.\d{1,3})?)$/.test(aggregate);
  return kind === undefined || !known || isSensible(kind, aggregate)
    ? []
    : [
        issueAt(
          [...path, 'aggregate'],
          aggregate,
          `${JSON.stringify(aggregate)} has no meaning for this metric.`,
          `Use one of ${aggregatesOf(kind).join(', ')}.`,
        ),
      ];
};

const orderedLimits: SignatureRule = ({ path, raw }) => {
  const [upper, lower] = [numberIn(raw, 'upperlimit'), numberIn(raw, 'lowerlimit')];
  if (upper === 0) {
    return [issueAt([...path, 'upperlimit'], upper, 'Nothing is below 0, so this limit can never be kept.', 'Give a number above 0.')];
  }
  return upper !== undefined && lower !== undefined && lower >= upper
    ? [issueAt([...path, 'lowerlimit'], lower, `The lower limit must be below the upper limit ${upper}.`, 'Swap or change them.')]
    : [];
};

const rightPlace: SignatureRule = ({ path, ofMethod, metric }) => {
  const mapping = metric?.kind === 'timeseries' ? mappingOf(metric.key) : undefined;
  if (metric?.kind !== 'timeseries' || mapping === undefined || mapping.ofMethod === ofMethod) {
    return [];
  }
  const fix = ofMethod
    ? 'Use a servicemethod.… key, or move it to the perfsignature of the service.'
    : 'Move it to the perfsignature of a method in servicemethods.';
  return [issueAt([...path, 'timeseries'], metric.key, `This metric belongs to a ${ofMethod ? 'service' : 'method'}.`, fix)];
};

const environmentLabels: SignatureRule = ({ path, metric }) => {
  const key = metric?.kind === 'timeseries' ? sourceKeyOf(metric.key) : undefined;
  return key?.source !== 'prometheus' || isMetricName(key.query) || key.query.includes(labelsPlaceholder)
    ? []
    : [
        issueAt(
          [...path, 'timeseries'],
          key.query,
          'Without the labels of its environment this expression measures every environment alike.',
          `Write ${labelsPlaceholder} where they belong, for example up{${labelsPlaceholder}}.`,
        ),
      ];
};

const unitOfUnknown: SignatureRule = ({ path, raw, kind }) =>
  'unit' in raw && kind !== undefined && kind !== 'raw'
    ? [issueAt([...path, 'unit'], raw['unit'], 'The unit of this metric is known.', 'Remove "unit".')]
    : [];

const onlyCloudWatch: SignatureRule = ({ path, raw }) =>
  isRecord(raw['cloudwatch']) ? cloudWatchIssues([...path, 'cloudwatch'], raw['cloudwatch'], raw) : [];

const ownSource: SignatureRule = ({ path, raw, metric }) => {
  const [named, own] = [textIn(raw, 'source'), metric === undefined ? undefined : sourceOf(metric)];
  return named === undefined || own === undefined || named === own
    ? []
    : [issueAt([...path, 'source'], named, `Only ${own} has this metric.`, 'Remove "source".')];
};

const someSignatures = ({ path, raw, signatures }: ServiceView): Issue[] => {
  if (signatures.length > maxSignatures) {
    return [
      issueAt(path, signatures.length, `A service has at most ${maxSignatures} signatures.`, 'Split the service or remove signatures.'),
    ];
  }
  return 'perfsignature' in raw || signatures.length > 0
    ? []
    : [issueAt([...path, 'perfsignature'], undefined, 'There is no signature, so nothing could be judged.', 'Add a perfsignature list.')];
};

const rules: readonly SignatureRule[] = [
  oneMetric,
  sensibleAggregate,
  orderedLimits,
  rightPlace,
  environmentLabels,
  unitOfUnknown,
  onlyCloudWatch,
  ownSource,
];

/** Everything that is wrong with the signatures of a service. */
export const signatureIssues = (service: ServiceView): Issue[] => [
  ...someSignatures(service),
  ...service.signatures.flatMap((signature) => rules.flatMap((rule) => rule(signature))),
];

/** A file of the right shape becomes the typed monspec. */
import { defaultAggregate } from './aggregates';
import { kindOf, shortKey } from './describe';
import type { MetricReference } from './metric';
import { judgingOf } from './judging';
import type { Aggregate, BaselineWindow, Comparison, EnvironmentSpec, Monspec, ServiceSpec, Signature } from './monspec';
import { metricIn } from './rules/view';
import type { ComparisonPlace } from './schema/comparison';
import type { MonspecFile } from './schema/monspec';

type ServiceFile = MonspecFile[string];
type ComparisonFile = ServiceFile['comparisons'][number];
type SignatureFile = NonNullable<ServiceFile['perfsignature']>[number];

const baselineOf = (file: ComparisonPlace): BaselineWindow =>
  file.comparetimeframe === undefined ? { kind: 'shifted', seconds: file.shiftcomparetimeframe ?? 0 } : { kind: file.comparetimeframe };

const historyOf = ({ history }: ComparisonFile): Pick<Comparison, 'history'> => {
  if (history?.days !== undefined) {
    return { history: { kind: 'days', days: history.days } };
  }
  return history?.validations === undefined ? {} : { history: { kind: 'passed', validations: history.validations } };
};

/** What a comparison, or one of a policy, says of what is compared with what. */
export const placeOf = (file: ComparisonPlace): Pick<Comparison, 'name' | 'source' | 'compare' | 'shiftSourceSeconds' | 'baseline'> => ({
  name: file.name,
  source: file.source,
  compare: file.compare,
  shiftSourceSeconds: file.shiftsourcetimeframe,
  baseline: baselineOf(file),
});

const comparisonOf = (file: ComparisonFile): Comparison => {
  const { default: otherwise = 0, ...byMetric } = file.scalefactorperc;
  const judging = judgingOf(file);
  return {
    ...placeOf(file),
    allowedPercent: { default: otherwise, byMetric },
    ...historyOf(file),
    ...(file.concurrent === undefined ? {} : { concurrent: file.concurrent }),
    ...(Object.keys(judging).length === 0 ? {} : { judging }),
  };
};

/** No alarm may be in ALARM, unless the signature says otherwise. */
const upperLimitOf = ({ upperlimit, lowerlimit }: SignatureFile, metric: MetricReference): { readonly upperLimit?: number } => {
  const ofAlarms = metric.kind === 'cloudwatch' && metric.query.kind === 'alarms' && lowerlimit === undefined ? 1 : undefined;
  const limit = upperlimit ?? ofAlarms;
  return limit === undefined ? {} : { upperLimit: limit };
};

const weighed = ({
  role,
  key,
  weight,
  warningpercent,
  allowedpoints,
}: SignatureFile): Pick<Signature, 'role' | 'key' | 'weight' | 'warningPercent' | 'allowedPoints'> => ({
  ...(role === undefined ? {} : { role }),
  ...(key === undefined ? {} : { key }),
  ...(weight === undefined ? {} : { weight }),
  ...(warningpercent === undefined ? {} : { warningPercent: warningpercent }),
  ...(allowedpoints === undefined ? {} : { allowedPoints: allowedpoints }),
});

const signatureOf = (file: SignatureFile, method?: string): Signature[] => {
  const metric = metricIn(file);
  if (metric === undefined) {
    return [];
  }
  const aggregate = (file.aggregate as Aggregate | undefined) ?? defaultAggregate(kindOf(metric));
  return [
    {
      id: `${method === undefined ? '' : `${method} `}${shortKey(metric)}/${aggregate}`,
      metric,
      aggregate,
      direction: file.validate,
      ...upperLimitOf(file, metric),
      ...(file.lowerlimit === undefined ? {} : { lowerLimit: file.lowerlimit }),
      ...(file.source === undefined ? {} : { source: file.source }),
      ...(file.unit === undefined ? {} : { unit: file.unit }),
      ...(method === undefined ? {} : { method }),
      ...weighed(file),
    },
  ];
};

/** The same measurement may be judged twice (both directions, say): the second gets `#2` to its id, and so on. */
const withUniqueIds = (signatures: readonly Signature[]): Signature[] => {
  const seen = new Map<string, number>();
  return signatures.map((signature) => {
    const times = (seen.get(signature.id) ?? 0) + 1;
    seen.set(signature.id, times);
    return times === 1 ? signature : { ...signature, id: `${signature.id}#${times}` };
  });
};

/** Where the metrics of an environment are. */
export const environmentOf = (name: string, file: ServiceFile['environments'][string]): EnvironmentSpec => ({
  name,
  tags: file.tags,
  ...(file.cloudwatch === undefined ? {} : { cloudwatch: file.cloudwatch }),
  ...(file.prometheus === undefined ? {} : { prometheus: file.prometheus }),
});

/** Every signature of a service, or of a floor of a policy. */
export const signaturesOf = ({
  perfsignature,
  servicemethods,
}: Pick<ServiceFile, 'perfsignature' | 'servicemethods'>): readonly Signature[] =>
  withUniqueIds([
    ...(perfsignature ?? []).flatMap((one) => signatureOf(one)),
    ...(servicemethods ?? []).flatMap((method) => method.perfsignature.flatMap((one) => signatureOf(one, method.name))),
  ]);

const serviceOf = (key: string, file: ServiceFile): ServiceSpec => ({
  key,
  name: file.name ?? key,
  entityType: file.etype,
  ...judgingOf(file),
  ...(file.owner === undefined ? {} : { owner: file.owner }),
  environments: Object.fromEntries(Object.entries(file.environments).map(([name, one]) => [name, environmentOf(name, one)])),
  comparisons: file.comparisons.map(comparisonOf),
  signatures: signaturesOf(file),
});

/** Builds the typed monspec, with every default applied. The file has passed its shape and its rules. */
export const buildMonspec = (file: MonspecFile): Monspec => ({
  services: Object.entries(file).map(([key, service]) => serviceOf(key, service)),
});

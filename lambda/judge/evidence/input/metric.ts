/**
 * A signature with what was measured for it becomes a metric of the evidence rule, where the rule has a model for it.
 * Extremes and totals of a window have none, and what could not be measured has no numbers: those are judged plainly.
 */
import { kindOf, unitOf, windowStatisticOf } from '../../../monspec/describe';
import type { Signature } from '../../../monspec/monspec';
import type { HistoryPair, JudgeInput } from '../../input';
import type { LevelSeries, RateSeries, Series, SeriesOutcome, Window } from '../../series';
import type { LevelData, LevelMetric, Metric, Pair, RateData, RateMetric } from '../case';
import { levelData, rateData } from './data';
import { objectiveOf, type Objective } from './objective';

/** The series of an outcome, if it is one in the signature's unit. */
const seriesIn = (signature: Signature, outcome: SeriesOutcome | undefined): Series | undefined =>
  outcome?.kind === 'series' && outcome.unit === unitOf(signature) ? outcome.series : undefined;

const isModelled = ({ metric, aggregate }: Signature, { kind }: Series): boolean => {
  const statistic = windowStatisticOf(kindOf(metric), aggregate);
  return statistic === 'mean' || (statistic === 'total' && kind === 'rate');
};

const seconds = ({ start, end }: Window): number => (end - start) / 1000;

interface Sides {
  readonly candidate: { readonly series: Series; readonly window: Window };
  readonly baseline: { readonly series: Series; readonly window: Window } | undefined;
}

const own = <T>(record: Readonly<Record<string, T>>, id: string): T | undefined => (Object.hasOwn(record, id) ? record[id] : undefined);

const sidesOf = (signature: Signature, { measured, windows }: Pick<HistoryPair, 'measured' | 'windows'>): Sides | undefined => {
  const outcomes = own(measured, signature.id);
  const candidate = seriesIn(signature, outcomes?.candidate);
  const baseline = seriesIn(signature, outcomes?.baseline);
  return candidate === undefined
    ? undefined
    : {
        candidate: { series: candidate, window: windows.candidate },
        baseline: baseline === undefined ? undefined : { series: baseline, window: windows.baseline },
      };
};

/** Earlier pairs of which both sides have data of the same kind. */
const pairsOf = <Kind extends Series['kind'], Data>(
  input: JudgeInput,
  signature: Signature,
  kind: Kind,
  read: (series: Extract<Series, { kind: Kind }>, window: Window) => Data,
): Pair<Data>[] =>
  (input.history?.pairs ?? []).flatMap((pair) => {
    const sides = sidesOf(signature, pair);
    const [candidate, baseline] = [sides?.candidate, sides?.baseline];
    const isKind = (series: Series): series is Extract<Series, { kind: Kind }> => series.kind === kind;
    return candidate !== undefined && baseline !== undefined && isKind(candidate.series) && isKind(baseline.series)
      ? [{ candidate: read(candidate.series, candidate.window), baseline: read(baseline.series, baseline.window) }]
      : [];
  });

const nothingOf = (periodSeconds: number): LevelData => ({ periodSeconds, values: [] });
const noCounts = (periodSeconds: number): RateData => ({ periodSeconds, numerator: [], denominator: [] });

const levelMetric = (objective: Objective, input: JudgeInput, signature: Signature, series: LevelSeries, sides: Sides): LevelMetric => {
  const { baseline } = sides;
  return {
    ...objective,
    kind: 'level',
    candidate: levelData(series, sides.candidate.window, input.plan?.windowSeconds ?? seconds(sides.candidate.window)),
    baseline: baseline?.series.kind === 'level' ? levelData(baseline.series, baseline.window) : nothingOf(series.periodSeconds),
    history: pairsOf(input, signature, 'level', (one, window) => levelData(one, window)),
  };
};

const rateMetric = (objective: Objective, input: JudgeInput, signature: Signature, series: RateSeries, sides: Sides): RateMetric => {
  const { baseline } = sides;
  return {
    ...objective,
    kind: 'rate',
    candidate: rateData(series, sides.candidate.window, input.plan?.windowSeconds ?? seconds(sides.candidate.window)),
    baseline: baseline?.series.kind === 'rate' ? rateData(baseline.series, baseline.window) : noCounts(series.periodSeconds),
    history: pairsOf(input, signature, 'rate', (one, window) => rateData(one, window)),
  };
};

const needsBaseline = ({ allowedPercent }: Objective): boolean => allowedPercent !== undefined;

/** Undefined where the signature must be judged plainly. */
export const metricOf = (input: JudgeInput, signature: Signature): Metric | undefined => {
  const sides = sidesOf(signature, input);
  const objective = objectiveOf(input.comparison, signature);
  if (sides === undefined || !isModelled(signature, sides.candidate.series)) {
    return undefined;
  }
  if (needsBaseline(objective) && (!input.baselineExists || sides.baseline === undefined)) {
    return undefined;
  }
  const { series } = sides.candidate;
  return series.kind === 'level'
    ? levelMetric(objective, input, signature, series, sides)
    : rateMetric(objective, input, signature, series, sides);
};

/**
 * The candidate against a pinned validation's candidate: many small steps that each keep their margin add up to one that
 * does not. It only watches, since a pinned window lies at another time of another day.
 */
export const anchoredMetric = (input: JudgeInput, signature: Signature, metric: Metric): Metric | undefined => {
  const anchor = input.history?.anchor;
  const series = anchor === undefined ? undefined : seriesIn(signature, own(anchor.measured, signature.id));
  if (anchor === undefined || series?.kind !== metric.kind || metric.allowedPercent === undefined || metric.role === 'info') {
    return undefined;
  }
  const { key: _key, warningPercent: _warning, ...rest } = metric;
  const since = {
    id: `${metric.id} since ${anchor.release}`,
    label: `${metric.label ?? metric.id} since the pinned ${anchor.release}`,
    role: 'watch',
    weight: 0,
    concurrent: false,
  } as const;
  if (rest.kind === 'level') {
    return series.kind === 'level' ? { ...rest, ...since, baseline: levelData(series, anchor.window), history: [] } : undefined;
  }
  return series.kind === 'rate' ? { ...rest, ...since, baseline: rateData(series, anchor.window), history: [] } : undefined;
};

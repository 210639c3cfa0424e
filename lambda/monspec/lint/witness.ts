/**
 * Witnesses: the judge itself is asked, on data without any noise, whether an objective fails a terrible build and a
 * gate approves a perfect one. What even such data cannot show can never be shown.
 */
import type { HistoryPair, JudgeInput, Measured } from '../../judge/input';
import { judge } from '../../judge/judge';
import type { Series, SeriesOutcome, Window } from '../../judge/series';
import type { Verdict } from '../../judge/verdict';
import { kindOf, unitOf } from '../describe';
import { judgedAs } from '../judging';
import type { Comparison, ServiceSpec, Signature } from '../monspec';
import type { LintOptions } from './options';
import { isSupplied } from './sources';

const minute = 60_000;

/** Requests per minute of the witnesses. */
export const requestsPerMinute = 100;

/** Earlier comparisons that a gate has after a while. */
const usualPairs = 10;

const largestPercent = 100;

const isPercent = (signature: Signature): boolean => unitOf(signature) === '%';

/** A value that is as good as can be. */
const goodValue = (signature: Signature): number => {
  const { upperLimit, lowerLimit } = signature;
  if (upperLimit !== undefined) {
    return ((lowerLimit ?? 0) + upperLimit) / 2;
  }
  return lowerLimit === undefined ? (isPercent(signature) ? 10 : 100) : Math.max(2 * lowerLimit, 1);
};

/** A value that is as bad as can be. */
const badValue = (signature: Signature): number => {
  const lower = signature.upperLimit === undefined && (signature.lowerLimit !== undefined || signature.direction === 'lower');
  if (lower) {
    return 0;
  }
  return isPercent(signature) ? largestPercent : 1e6 * Math.max(1, signature.upperLimit ?? goodValue(signature));
};

const seriesOf = (signature: Signature, value: number, { start, end }: Window): Series => {
  const minutes = Math.round((end - start) / minute);
  const all = (one: number): number[] => Array.from({ length: minutes }, () => one);
  const common = { periodSeconds: 60, start };
  return kindOf(signature.metric) === 'ratio'
    ? { ...common, kind: 'rate', numerator: all((value / 100) * requestsPerMinute), denominator: all(requestsPerMinute) }
    : { ...common, kind: 'level', values: all(value), weights: all(requestsPerMinute) };
};

const outcomeOf = (signature: Signature, value: number, window: Window, options: LintOptions): SeriesOutcome =>
  isSupplied(signature, options)
    ? { kind: 'series', series: seriesOf(signature, value, window), unit: unitOf(signature), provenance: 'witness' }
    : { kind: 'unsupported', detail: 'No source supplies it.' };

type Valued = (signature: Signature) => number;

const measuredOf = (
  { signatures }: ServiceSpec,
  windows: JudgeInput['windows'],
  candidate: Valued,
  options: LintOptions,
): Record<string, Measured> =>
  Object.fromEntries(
    signatures.map((signature) => [
      signature.id,
      {
        candidate: outcomeOf(signature, candidate(signature), windows.candidate, options),
        baseline: outcomeOf(signature, goodValue(signature), windows.baseline, options),
      },
    ]),
  );

const windowsOf = (minutes: number, comparison: Comparison): JudgeInput['windows'] => {
  const candidate = { start: 10_000 * minute, end: (10_000 + minutes) * minute };
  return { candidate, baseline: comparison.concurrent === true ? candidate : { start: 5_000 * minute, end: (5_000 + minutes) * minute } };
};

export interface Trial {
  readonly service: ServiceSpec;
  readonly comparison: Comparison;
  readonly minutes: number;
  /** Whether earlier comparisons are known. */
  readonly history: boolean;
  /** The signature that is terrible; none = a perfect build. */
  readonly bad?: Signature;
  /** A signature that is so many percent worse than its baseline. */
  readonly worse?: { readonly signature: Signature; readonly percent: number };
}

const candidateOf =
  ({ bad, worse }: Trial): Valued =>
  (signature) => {
    if (signature.id === bad?.id) {
      return badValue(signature);
    }
    const percent = signature.id === worse?.signature.id ? worse.percent : 0;
    return goodValue(signature) * (1 + (signature.direction === 'upper' ? percent : -percent) / 100);
  };

/** Judges a witness. */
export const judgeWitness = (trial: Trial, options: LintOptions): Verdict => {
  const { service, comparison, minutes, history } = trial;
  const windows = windowsOf(minutes, comparison);
  const pair: HistoryPair = { from: 'witness', windows, measured: measuredOf(service, windows, goodValue, options) };
  return judge({
    service: judgedAs(service, comparison),
    comparison,
    windows,
    baselineExists: true,
    deployments: { registered: 'witness', current: 'witness' },
    measured: measuredOf(service, windows, candidateOf(trial), options),
    history: { pairs: history ? Array.from({ length: usualPairs }, () => pair) : [], notes: [] },
    plan: { windowSeconds: minutes * 60, final: true, extension: 'possible' },
  }).verdict;
};

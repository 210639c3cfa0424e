/** Judges a case: the whole window at once, or growing prefixes of it as a gate would see them. */
import type { SignatureVerdictName, VerdictName } from '../verdict';
import type { Case, Metric } from './case';
import { judgeLook, type LookResult } from './judge-look';
import { lookOf, onlyLook, type Look } from './look';
import { judgeByPercentage } from './percentage';
import { prepare } from './prepare';
import type { Judged } from './total';

/** The verdict on one metric, values in its unit (rates in percent); null where nothing could be measured. */
export interface MetricVerdict {
  readonly id: string;
  readonly verdict: SignatureVerdictName;
  readonly candidate: number | null;
  readonly baseline: number | null;
  readonly limit: number | null;
  readonly changePercent: number | null;
  readonly intervalPercent: readonly [number, number] | null;
  readonly reason: string;
}

/** One line of `unbreakable judge`. */
export interface CaseVerdict {
  readonly id: string;
  readonly verdict: VerdictName;
  /** Percent; null where no metric may decide. */
  readonly score: number | null;
  /** Seconds of the window that were seen when the verdict fell. */
  readonly decidedAfterSeconds: number;
  readonly metrics: readonly MetricVerdict[];
}

const metricVerdict = ({ metric, finding }: Judged): MetricVerdict => {
  const { verdict, candidate, baseline, limit, changePercent, intervalPercent, reason } = finding;
  const informs = metric.role === 'info';
  return {
    id: metric.id,
    verdict: informs ? 'info' : verdict,
    candidate,
    baseline,
    limit,
    changePercent,
    intervalPercent,
    reason: informs ? `Not judged (info): ${reason}` : reason,
  };
};

const periodsOf = (metric: Metric): number => (metric.kind === 'level' ? metric.candidate.values : metric.candidate.denominator).length;

/** Length of the candidate's window. */
export const windowSeconds = ({ metrics }: Case): number =>
  Math.max(0, ...metrics.map((metric) => periodsOf(metric) * metric.candidate.periodSeconds));

const judgeAt = (it: Case, look: Look): LookResult =>
  it.policy.rule === 'percentage' ? judgeByPercentage(it) : judgeLook(prepare(it), look);

const verdictOf = (it: Case, { verdict, score, judged }: LookResult, seconds: number): CaseVerdict => ({
  id: it.id,
  verdict,
  score,
  decidedAfterSeconds: seconds,
  metrics: judged.map(metricVerdict),
});

/** Judges the whole window at once. Pure: the same case gives the same verdict, byte for byte. */
export const judgeCase = (it: Case): CaseVerdict => verdictOf(it, judgeAt(it, onlyLook(it.policy.falseRejects)), windowSeconds(it));

/** Looks at levels lie ever further apart, since a little more of a long series tells little. */
const growth = 1.15;

/** Periods at which levels are looked at, the last one the whole window. */
export const levelLooks = (periods: number): ReadonlySet<number> => {
  const looks = new Set<number>();
  for (let at = 3; at < periods; at = Math.ceil(at * growth)) {
    looks.add(at);
  }
  return looks.add(periods);
};

/** Between the looks at levels only the e-process of the counts may reject, which needs no budget to be looked at. */
export const betweenLooks = (look: Look): Look => ({ ...look, levels: 0, counts: 0 });

const isDecided = ({ policy }: Case, { verdict }: LookResult): boolean =>
  verdict === 'fail' || (policy.approveEarly && (verdict === 'pass' || verdict === 'warning'));

/**
 * Shows the judge growing prefixes, one period at a time, and stops where it decides. The baseline is seen whole from
 * the beginning, as it lies in the past, unless it is a control at the same time.
 */
export const judgeSequentially = (it: Case): CaseVerdict => {
  const seconds = windowSeconds(it);
  const period = Math.min(...it.metrics.map(({ candidate }) => candidate.periodSeconds));
  const periods = Number.isFinite(period) ? Math.round(seconds / period) : 0;
  const looks = levelLooks(periods);
  const prepared = prepare(it);
  for (let at = 1; at < periods && it.policy.rule === 'evidence'; at += 1) {
    const look = lookOf(it.policy.falseRejects, at * period, false, looks.size);
    const result = judgeLook(prepared, looks.has(at) ? look : betweenLooks(look));
    if (isDecided(it, result)) {
      return verdictOf(it, result, at * period);
    }
  }
  const last = lookOf(it.policy.falseRejects, Infinity, true, looks.size);
  return verdictOf(it, it.policy.rule === 'percentage' ? judgeByPercentage(it) : judgeLook(prepared, last), seconds);
};

/** How often one build is approved in one window and rejected in the next. */
import type { Case, Metric } from '../../lambda/judge/evidence/case';
import type { Rule } from './peers/outcome';
import { drawCase } from './simulator/case';
import { cells } from './simulator/families';

type Points = readonly (number | null)[];
type Half = (points: Points) => Points;

const cut = (metric: Metric, half: Half): Metric => {
  const first: Half = (points) => points.slice(0, Math.floor(points.length / 2));
  if (metric.kind === 'level') {
    const part = <T extends Metric['candidate'] & { values: Points }>(data: T, by: Half): T => ({ ...data, values: by(data.values) });
    return {
      ...metric,
      candidate: part(metric.candidate, half),
      baseline: part(metric.baseline, half),
      history: metric.history.map((pair) => ({ candidate: part(pair.candidate, first), baseline: part(pair.baseline, first) })),
    };
  }
  const part = <T extends { numerator: Points; denominator: Points }>(data: T, by: Half): T => ({
    ...data,
    numerator: by(data.numerator),
    denominator: by(data.denominator),
  });
  return {
    ...metric,
    candidate: part(metric.candidate, half),
    baseline: part(metric.baseline, half),
    history: metric.history.map((pair) => ({ candidate: part(pair.candidate, first), baseline: part(pair.baseline, first) })),
  };
};

const halfOf = (it: Case, which: 0 | 1): Case => {
  const half: Half = (points) =>
    which === 0 ? points.slice(0, Math.floor(points.length / 2)) : points.slice(Math.floor(points.length / 2));
  return { ...it, metrics: it.metrics.map((metric) => cut(metric, half)) };
};

/** Shares of cases in percent: one approves and the other rejects, and any difference at all. */
export interface Flakiness {
  readonly contradictory: number;
  readonly different: number;
}

export const flakinessOf = (
  rule: Rule,
  options: { readonly cases: number; readonly seed: number; readonly minutes: number; readonly pairs: number },
): Flakiness => {
  let [contradictory, different, total] = [0, 0, 0];
  // A leak is not the same build from one window to the next.
  for (const [number, cell] of cells.entries()) {
    for (let index = 0; index < options.cases && !cell.family.includes('leak'); index += 1) {
      const both = drawCase(cell, (options.seed + 77) * 1_000_003 + number * 100_003 + index, {
        minutes: 2 * options.minutes,
        pairs: options.pairs,
      });
      const [a, b] = [rule.judge(halfOf(both, 0)).verdict, rule.judge(halfOf(both, 1)).verdict];
      const approved = [a, b].filter((verdict) => verdict === 'pass' || verdict === 'warning').length;
      total += 1;
      contradictory += approved === 1 && (a === 'fail' || b === 'fail') ? 1 : 0;
      different += a === b ? 0 : 1;
    }
  }
  return { contradictory: (100 * contradictory) / total, different: (100 * different) / total };
};

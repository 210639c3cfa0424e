/** Cuts windows of a case into their halves. */
import type { Case, Metric } from '../../lambda/judge/evidence/case';

type Points = readonly (number | null)[];
type Half = (points: Points) => Points;

const first: Half = (points) => points.slice(0, Math.floor(points.length / 2));
const second: Half = (points) => points.slice(Math.floor(points.length / 2));

const levelPart = <T extends { readonly values: Points }>(data: T, half: Half): T => ({ ...data, values: half(data.values) });
const ratePart = <T extends { readonly numerator: Points; readonly denominator: Points }>(data: T, half: Half): T => ({
  ...data,
  numerator: half(data.numerator),
  denominator: half(data.denominator),
});

const cut = (metric: Metric, half: Half): Metric =>
  metric.kind === 'level'
    ? {
        ...metric,
        candidate: levelPart(metric.candidate, half),
        baseline: levelPart(metric.baseline, half),
        history: metric.history.map((pair) => ({ candidate: levelPart(pair.candidate, first), baseline: levelPart(pair.baseline, first) })),
      }
    : {
        ...metric,
        candidate: ratePart(metric.candidate, half),
        baseline: ratePart(metric.baseline, half),
        history: metric.history.map((pair) => ({ candidate: ratePart(pair.candidate, first), baseline: ratePart(pair.baseline, first) })),
      };

/** The first or the second half of both windows, with the first half of every earlier one. */
export const halfOf = (it: Case, which: 'first' | 'second'): Case => ({
  ...it,
  metrics: it.metrics.map((metric) => cut(metric, which === 'first' ? first : second)),
});

/** Series that look measured: levels with noise, the same on every run. */
import type { LevelSeries, RateSeries, SeriesOutcome } from '../../../lambda/judge/series';

/** A value between −1 and 1 that depends on its place alone. */
function noise(place: number, seed: number): number {
  const mixed = Math.sin((place + 1) * 12.9898 + seed * 78.233) * 43758.5453;
  return (mixed - Math.floor(mixed)) * 2 - 1;
}

interface Shape {
  readonly start: number;
  readonly minutes: number;
  readonly seed: number;
  /** Minutes without data. */
  readonly missing?: readonly number[];
}

/** A level per minute around `mean`, within `spread` (0.1 = ±10 %). */
export function level(mean: number, spread: number, shape: Shape, unit = 'ms'): SeriesOutcome {
  const values = Array.from({ length: shape.minutes }, (_, minute) =>
    shape.missing?.includes(minute) ? null : mean * (1 + spread * noise(minute, shape.seed)),
  );
  const weights = values.map((value, minute) => (value === null ? null : Math.round(120 + 15 * noise(minute, shape.seed + 7))));
  const series: LevelSeries = { kind: 'level', periodSeconds: 60, start: shape.start, values, weights };
  return { kind: 'series', series, unit, provenance: 'AWS/ApplicationELB TargetResponseTime' };
}

/** Failures of about `perMinute` requests. */
export function failures(share: number, perMinute: number, shape: Shape): SeriesOutcome {
  const denominator = Array.from({ length: shape.minutes }, (_, minute) =>
    shape.missing?.includes(minute) ? null : Math.round(perMinute * (1 + 0.1 * noise(minute, shape.seed))),
  );
  const numerator = denominator.map((all, minute) =>
    all === null ? null : Math.round(all * share * (1 + 0.4 * noise(minute, shape.seed + 3))),
  );
  const series: RateSeries = { kind: 'rate', periodSeconds: 60, start: shape.start, numerator, denominator };
  return { kind: 'series', series, unit: '%', provenance: 'AWS/ApplicationELB HTTPCode_Target_5XX_Count / RequestCount' };
}

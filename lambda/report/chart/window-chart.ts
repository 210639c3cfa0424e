import type { Evidence } from '../../gate/evidence';
import { formatIn } from '../format/unit';
import type { Points } from '../view/points';
import type { SignatureView } from '../view/signature-view';
import { type DrawnLine, drawLine, gapsIn, linear } from './line';
import { type Frame, type Tick, round } from './frame';
import { minuteTicks } from './minute-ticks';
import { valueAxis } from './value-axis';

/** Both windows of one signature laid over each other, in pixels. */
export interface WindowChart {
  readonly frame: Frame;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly xLabel: string;
  readonly yLabel: string;
  readonly candidate: DrawnLine;
  readonly baseline: DrawnLine;
  readonly limits: readonly LimitLine[];
  /** Spans in which the candidate has no points. */
  readonly missing: readonly { readonly x: number; readonly width: number }[];
  /** Says that there is nothing to draw; empty where there is. */
  readonly note: string;
}

/** A limit: its line, and the side of it that is beyond. */
export interface LimitLine {
  readonly y: number;
  readonly label: string;
  /** Height and top of the area beyond the limit. */
  readonly beyond: { readonly y: number; readonly height: number };
}

/** Lays both windows over each other: minutes into each window across, the measured value up. */
export function windowChart(signature: SignatureView, spans: Evidence['windows'], frame: Frame): WindowChart {
  const candidate = signature.sides?.candidate.points ?? null;
  const baseline = signature.sides?.baseline.points ?? null;
  const { upper, lower } = signature.bounds;
  const axis = valueAxis([...(candidate?.values ?? []), ...(baseline?.values ?? []), upper, lower], signature.measuredIn, frame);
  const minutes = Math.max(length(spans.candidate), length(spans.baseline));
  const x = linear([0, minutes], [frame.left, frame.width - frame.right]);
  const draw = (points: Points | null, start: number): DrawnLine => drawLine(places(points, start, x, axis.y));
  return {
    frame,
    xTicks: minuteTicks(minutes, frame.xTicks).map((minute) => ({ at: x(minute), label: String(minute) })),
    yTicks: axis.ticks,
    xLabel: 'minutes into the window',
    yLabel: axis.unit.symbol,
    candidate: draw(candidate, spans.candidate.start),
    baseline: draw(baseline, spans.baseline.start),
    limits: [limitLine(upper, 'upper'), limitLine(lower, 'lower')].filter((limit) => limit !== null),
    missing: missingSpans(candidate, spans.candidate.start, x),
    note: nothing(candidate) && nothing(baseline) ? 'no data in either window' : nothing(candidate) ? 'no data for the candidate' : '',
  };

  function limitLine(value: number | null, side: 'upper' | 'lower'): LimitLine | null {
    if (value === null) return null;
    const y = axis.y(value);
    const bottom = frame.height - frame.bottom;
    const beyond = side === 'upper' ? { y: frame.top, height: round(y - frame.top) } : { y, height: round(bottom - y) };
    return { y, label: `limit ${formatIn(value, axis.unit)}`, beyond: { y: beyond.y, height: Math.max(0, beyond.height) } };
  }
}

const minute = 60_000;

/** Minutes of a window, 1 to 10,080 whatever a record says: an axis needs a finite length. */
function length({ start, end }: { readonly start: number; readonly end: number }): number {
  const minutes = (end - start) / minute;
  return Number.isFinite(minutes) ? Math.min(10_080, Math.max(1, minutes)) : 1;
}

function nothing(points: Points | null): boolean {
  return points === null || points.values.every((value) => value === null);
}

/** Each point stands in the middle of its period. */
function places(points: Points | null, start: number, x: (minutes: number) => number, y: (value: number) => number): readonly ({ x: number; y: number } | null)[] {
  if (points === null) return [];
  const first = (points.start - start) / minute;
  return points.values.map((value, period) => (value === null ? null : { x: x(first + ((period + 0.5) * points.periodSeconds) / 60), y: y(value) }));
}

function missingSpans(points: Points | null, start: number, x: (minutes: number) => number): readonly { x: number; width: number }[] {
  if (points === null) return [];
  const first = (points.start - start) / minute;
  const at = (period: number): number => x(first + (period * points.periodSeconds) / 60);
  return gapsIn(points.values).map(({ from, to }) => ({ x: at(from), width: round(at(to) - at(from)) }));
}

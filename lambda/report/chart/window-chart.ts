import type { Evidence } from '../../gate/evidence';
import { formatIn } from '../format/unit';
import type { Points } from '../view/points';
import type { SignatureView } from '../view/signature-view';
import { type Dot, type DrawnLine, drawLine, gapsIn, linear } from './line';
import { drawable, type Frame, type Tick, round } from './frame';
import { type Band, bandOf } from './bands';
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
  /** How the comparison varied before, around this baseline. */
  readonly history: Band | null;
  /** Where the candidate's mean may truly lie. */
  readonly estimate: Band | null;
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
  const candidate = drawablePoints(signature.sides?.candidate.points);
  const baseline = drawablePoints(signature.sides?.baseline.points);
  const [upper, lower] = [drawable(signature.bounds.upper), drawable(signature.bounds.lower)];
  const axis = valueAxis([...(candidate?.values ?? []), ...(baseline?.values ?? []), upper, lower], signature.measuredIn, frame);
  const minutes = Math.max(length(spans.candidate), length(spans.baseline));
  const x = linear([0, minutes], [frame.left, frame.width - frame.right]);
  const draw = (points: Points | null, start: number): DrawnLine => drawLine(places(points, start, minutes, x, axis.y));
  return {
    frame,
    xTicks: minuteTicks(minutes, frame.xTicks).map((minute) => ({ at: x(minute), label: String(minute) })),
    yTicks: axis.ticks,
    xLabel: 'minutes into the window',
    yLabel: axis.unit.symbol,
    candidate: draw(candidate, spans.candidate.start),
    baseline: draw(baseline, spans.baseline.start),
    limits: [limitLine(upper, 'upper'), limitLine(lower, 'lower')].filter((limit) => limit !== null),
    history: bandOf(signature.history, axis.y, frame),
    estimate: bandOf(signature.estimate, axis.y, frame),
    missing: missingSpans(candidate, spans.candidate.start, minutes, x),
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

function drawablePoints(points: Points | null | undefined): Points | null {
  return points ? { ...points, values: points.values.map(drawable) } : null;
}

/** Minutes from the start of the window to a place in a series, counted in periods. */
function minuteAt(points: Points, start: number, period: number): number {
  return (points.start - start) / minute + (period * points.periodSeconds) / 60;
}

/** Each point stands in the middle of its period; what lies outside of the window is not drawn. */
function places(
  points: Points | null,
  start: number,
  minutes: number,
  x: (minutes: number) => number,
  y: (value: number) => number,
): readonly (Dot | null)[] {
  if (points === null) return [];
  return points.values.map((value, period) => {
    const at = minuteAt(points, start, period + 0.5);
    return value !== null && at >= 0 && at <= minutes ? { x: x(at), y: y(value) } : null;
  });
}

function missingSpans(
  points: Points | null,
  start: number,
  minutes: number,
  x: (minutes: number) => number,
): readonly { x: number; width: number }[] {
  if (points === null) return [];
  const at = (period: number): number => x(Math.max(0, Math.min(minutes, minuteAt(points, start, period))));
  const spans = gapsIn(points.values).map(({ from, to }) => ({ x: at(from), width: round(at(to) - at(from)) }));
  return spans.filter(({ width }) => width > 0);
}

import { line } from 'd3-shape';
import { round } from './frame';

/** A place in a chart. */
export interface Dot {
  readonly x: number;
  readonly y: number;
}

/** A series as it is drawn: a path that is broken where points are missing, and its points. */
export interface DrawnLine {
  /** SVG path data; empty where there is nothing to draw. */
  readonly path: string;
  /** The points to mark: all of a short series, of a long one those that stand alone and would not show as a line. */
  readonly dots: readonly Dot[];
}

/** From so many points on, marks on all of them would run into each other. */
const crowded = 62;

/** Draws points in order; `null` is a gap. */
export function drawLine(points: readonly (Dot | null)[]): DrawnLine {
  const path = line<Dot | null>(
    (dot) => dot?.x ?? 0,
    (dot) => dot?.y ?? 0,
  )
    .defined((dot) => dot !== null)
    .digits(1);
  const alone = (index: number): boolean => (points[index - 1] ?? null) === null && (points[index + 1] ?? null) === null;
  const marked = points.filter((dot, index) => dot !== null && (points.length < crowded || alone(index)));
  return { path: path(points) ?? '', dots: marked.filter((dot) => dot !== null) };
}

/** The runs of missing points, as spans of indexes [from, to). */
export function gapsIn(values: readonly (number | null)[]): readonly { readonly from: number; readonly to: number }[] {
  const edges = values.flatMap((value, index) => {
    const before = index === 0 ? 0 : (values[index - 1] ?? null);
    return (value === null) === (before === null) ? [] : [index];
  });
  const closed = edges.length % 2 === 0 ? edges : [...edges, values.length];
  return closed.flatMap((from, place) => (place % 2 === 0 ? [{ from, to: closed[place + 1] ?? values.length }] : []));
}

/** A scale from a domain to pixels, rounded. */
export function linear(domain: readonly [number, number], range: readonly [number, number]): (value: number) => number {
  const [low, high] = domain;
  const size = high === low ? 1 : high - low;
  return (value) => round(range[0] + ((value - low) / size) * (range[1] - range[0]));
}

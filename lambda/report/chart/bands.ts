/** What the judge knew besides both windows, in pixels: how the comparison varied before, and where the change may lie. */
import { finite } from '../format/number';
import type { SignatureView } from '../view/signature-view';
import { drawable, round, type Frame } from './frame';

/** A span of values, cut to the plot. */
export interface Band {
  readonly y: number;
  readonly height: number;
}

/** @param y from a value in the measured unit to pixels. */
export const bandOf = (range: SignatureView['history'], y: (value: number) => number, frame: Frame): Band | null => {
  const [low, high] = [drawable(finite(range?.[0])), drawable(finite(range?.[1]))];
  if (low === null || high === null) return null;
  const bottom = frame.height - frame.bottom;
  const inside = (value: number): number => Math.min(bottom, Math.max(frame.top, y(value)));
  const [from, to] = [inside(Math.max(low, high)), inside(Math.min(low, high))];
  return { y: round(from), height: round(Math.max(1, to - from)) };
};

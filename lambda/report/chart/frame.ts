/** The sizes in which every chart is drawn; the page's width chooses one of them. */
export const sizes = {
  /** For pages from 640 px on. */
  wide: { width: 620, height: 220, left: 58, right: 14, top: 22, bottom: 40, xTicks: 8, yTicks: 5 },
  /** For two charts beside each other. */
  half: { width: 440, height: 220, left: 54, right: 12, top: 22, bottom: 40, xTicks: 6, yTicks: 5 },
  /** For phones: drawn at its own size, so that its letters stay readable. */
  narrow: { width: 320, height: 210, left: 50, right: 10, top: 22, bottom: 40, xTicks: 4, yTicks: 4 },
} as const;

export type SizeName = keyof typeof sizes;

/** Sizes in CSS pixels; the plot lies within the margins. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly xTicks: number;
  readonly yTicks: number;
}

/** A labelled place on an axis. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** A value that an axis can carry: beyond a thousand million million of anything it is no measurement, below 1e-12 it is zero. */
export function drawable(value: number | null): number | null {
  if (value === null || Math.abs(value) > 1e15) return null;
  return Math.abs(value) < 1e-12 ? 0 : value;
}

/** Coordinates with one decimal: enough for a screen, and short. */
export function round(coordinate: number): number {
  return Math.round(coordinate * 10) / 10;
}

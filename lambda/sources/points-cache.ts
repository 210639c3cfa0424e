/** Keeps points of windows that can no longer change, so that a look fetches only what is new. */
import type { Window } from '../judge/series';

/** Points by epoch milliseconds. */
export type Points = ReadonlyMap<number, number>;

/** Points by query, of one window. */
export type WindowPoints = ReadonlyMap<string, Points>;

/** Where points are kept. Never rejects: what cannot be read is fetched again, what cannot be kept is not kept. */
export interface PointsCache {
  read(window: Window): Promise<WindowPoints>;
  /** Adds to what is kept of a window. */
  write(window: Window, points: WindowPoints): Promise<void>;
}

/** A window that ended so long ago, in milliseconds, gets no more points: providers are done within minutes. */
export const settledAfter = 60 * 60_000;

/** Whether the points of a window can no longer change. */
export const isSettled = (window: Window, now: number): boolean => now - window.end >= settledAfter;

const keyOf = ({ start, end }: Window): string => `${start}-${end}`;

/** Keeps points in the memory of a process. */
export class MemoryCache implements PointsCache {
  private readonly windows = new Map<string, WindowPoints>();

  /** @param maxWindows how many windows are kept; the oldest go first. */
  constructor(private readonly maxWindows = 2_000) {}

  async read(window: Window): Promise<WindowPoints> {
    return this.windows.get(keyOf(window)) ?? new Map();
  }

  async write(window: Window, points: WindowPoints): Promise<void> {
    const key = keyOf(window);
    this.windows.set(key, new Map([...(this.windows.get(key) ?? []), ...points]));
    const [oldest] = this.windows.keys();
    if (this.windows.size > this.maxWindows && oldest !== undefined) {
      this.windows.delete(oldest);
    }
  }
}

/** A fast cache before a lasting one. */
export class LayeredCache implements PointsCache {
  constructor(
    private readonly fast: PointsCache,
    private readonly lasting: PointsCache,
  ) {}

  async read(window: Window): Promise<WindowPoints> {
    const near = await this.fast.read(window);
    if (near.size > 0) {
      return near;
    }
    const far = await this.lasting.read(window);
    await this.fast.write(window, far);
    return far;
  }

  async write(window: Window, points: WindowPoints): Promise<void> {
    await Promise.all([this.fast.write(window, points), this.lasting.write(window, points)]);
  }
}

/** Ways to break metrics on purpose, for tests and for people who want to see what the gate makes of it. */
import type { MetricId } from './metric-id';

/**
 * missing: points from `since` on are absent. half: every second period from `since` on is absent.
 * nan: values from `since` on are not a number. stale: points become readable `staleMinutes` late.
 */
export type FaultKind = 'missing' | 'half' | 'nan' | 'stale';

/** A fault and the metrics that it strikes: those that match every member given. */
export interface MetricFault {
  readonly kind: FaultKind;
  readonly namespace?: string;
  readonly metricName?: string;
  /** The metric must have at least these. */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** Virtual epoch milliseconds. Default: when the fault is added. */
  readonly since?: number;
  /** Default 15. */
  readonly staleMinutes?: number;
}

/** A point as it is read: the start of its period, and its value. */
export interface Point {
  readonly start: number;
  readonly value: number;
}

const strikes = (fault: MetricFault, metric: MetricId): boolean =>
  (fault.namespace ?? metric.namespace) === metric.namespace &&
  (fault.metricName ?? metric.name) === metric.name &&
  Object.entries(fault.dimensions ?? {}).every(([name, value]) => metric.dimensions[name] === value);

const broken = (fault: MetricFault & { readonly since: number }, point: Point, now: number, periodMs: number): Point | undefined => {
  if (fault.kind === 'stale') return point.start > now - (fault.staleMinutes ?? 15) * 60_000 ? undefined : point;
  if (point.start < fault.since) return point;
  switch (fault.kind) {
    case 'missing':
      return undefined;
    case 'half':
      return Math.round(point.start / periodMs) % 2 === 0 ? point : undefined;
    case 'nan':
      return { ...point, value: Number.NaN };
  }
};

/** The switchboard of one CloudWatch: how late points arrive, and what is broken. */
export class MetricControl {
  /** Virtual milliseconds until a datum can be read. Default 0. */
  ingestionDelayMilliseconds = 0;
  private active: (MetricFault & { readonly since: number })[] = [];

  constructor(private readonly now: () => number) {}

  /** Breaks metrics until the returned function is called. */
  add(fault: MetricFault): () => void {
    const added = { since: this.now(), ...fault };
    this.active.push(added);
    return () => {
      this.active = this.active.filter((other) => other !== added);
    };
  }

  clear(): void {
    this.active = [];
  }

  /** The points as a reader sees them now. */
  apply(metric: MetricId, points: readonly Point[], periodSeconds: number): readonly Point[] {
    const now = this.now();
    return this.active
      .filter((fault) => strikes(fault, metric))
      .reduce<readonly Point[]>((seen, fault) => seen.flatMap((point) => broken(fault, point, now, periodSeconds * 1000) ?? []), points);
  }
}

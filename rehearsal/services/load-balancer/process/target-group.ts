/** Targets of one group, their health, and whose turn it is. Pure but for its own counters. */
import type { GroupHealth, Target } from '../messages';

interface Known {
  readonly target: Target;
  state: 'initial' | 'healthy' | 'unhealthy';
  /** Results alike in a row. */
  streak: number;
  /** How long it has waited for a request, weighted. */
  due: number;
}

export interface Thresholds {
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

export class TargetGroup {
  private known: Known[] = [];

  constructor(
    readonly arn: string,
    private thresholds: Thresholds,
  ) {}

  /** Targets that stay keep their health; new ones begin as `initial`. */
  update(targets: readonly Target[], thresholds: Thresholds): void {
    this.thresholds = thresholds;
    this.known = targets.map((target) => {
      const old = this.known.find((one) => one.target.id === target.id && one.target.port === target.port);
      return { ...(old ?? { state: 'initial', streak: 0 }), target, due: 0 };
    });
  }

  get targets(): readonly Target[] {
    return this.known.map(({ target }) => target);
  }

  /**
   * The next target in turn. As with AWS, a group whose targets are all unhealthy sends requests to all of them;
   * undefined only where no target is registered.
   */
  next(): Target | undefined {
    const healthy = this.known.filter(({ state }) => state === 'healthy');
    const candidates = healthy.length > 0 && !this.isWeighted ? healthy : this.known;
    if (candidates.length === 0) return undefined;
    return turn(candidates).target;
  }

  /** Versions behind an alias: to the load balancer they are one target, of which Lambda chooses by weight alone. */
  private get isWeighted(): boolean {
    return this.known.some(({ target }) => target.weight !== undefined);
  }

  /** A new target needs one good answer to count as healthy, any other the threshold. */
  checked(id: string, good: boolean): void {
    const found = this.known.find(({ target }) => target.id === id);
    if (found === undefined) return;
    if (found.state === 'initial' && good) {
      found.state = 'healthy';
      found.streak = 0;
      return;
    }
    const differs = (found.state === 'healthy') !== good;
    found.streak = differs ? found.streak + 1 : 0;
    const limit = good ? this.thresholds.healthyThreshold : this.thresholds.unhealthyThreshold;
    if (!differs || found.streak < limit) return;
    found.state = good ? 'healthy' : 'unhealthy';
    found.streak = 0;
  }

  get health(): GroupHealth {
    const ids = (wanted: boolean) => this.known.filter(({ state }) => (state === 'healthy') === wanted).map(({ target }) => target.id);
    return { group: this.arn, healthy: ids(true), unhealthy: ids(false) };
  }
}

/** Smooth weighted round robin: each is due by its weight, whoever is due most is next and pays for the round. */
const turn = (candidates: readonly Known[]): Known => {
  const total = candidates.reduce((sum, { target }) => sum + (target.weight ?? 1), 0);
  for (const candidate of candidates) candidate.due += candidate.target.weight ?? 1;
  const next = candidates.reduce((most, candidate) => (candidate.due > most.due ? candidate : most));
  next.due -= total;
  return next;
};

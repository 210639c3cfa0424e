import type { PipelineEnvironments } from '../../lambda/contract/pipeline-environments';
import type { CloudHost } from '../cloud/host';
import type { CloudWatchService } from '../services/cloudwatch/cloudwatch';
import { balancingOf } from '../services/load-balancer/balancing';

/** Ways to break a running environment, by the key that does it. */
export const breakages = {
  s: 'every request takes 400 ms longer',
  e: 'one request in five fails',
  d: 'its metrics do not arrive',
  n: 'its metrics are not numbers',
} as const;

export type BreakageKey = keyof typeof breakages;

/** Whether a key breaks something. */
export const isBreakage = (key: string): key is BreakageKey => key in breakages;

/** Breaks environments and mends them again: each key is a switch. */
export class Breaker {
  readonly #broken = new Map<string, { readonly key: BreakageKey; readonly groups: readonly string[]; readonly mend: () => void }>();

  constructor(
    private readonly cloud: CloudHost,
    private readonly environments: PipelineEnvironments['environments'],
  ) {}

  /** Breaks the environment, or mends it where the key has broken it before. @returns what to tell the person. */
  toggle(key: BreakageKey, environment: string): string {
    const dimensions = this.environments[environment]?.cloudwatch.dimensions;
    if (dimensions === undefined) return `There is no environment ${environment} to break.`;
    const id = `${environment} ${key}`;
    const broken = this.#broken.get(id);
    if (broken === undefined) this.#break(id, key, dimensions);
    else this.#mend(id, broken.mend);
    return `${environment}: ${breakages[key]}${broken === undefined ? '' : ' no longer'}.`;
  }

  #break(id: string, key: BreakageKey, dimensions: Readonly<Record<string, string>>): void {
    this.#broken.set(id, { key, groups: this.#groupsOf(dimensions), mend: this.#disturbMetrics(key, dimensions) });
    this.#disturbTraffic();
  }

  /** An application that moves between target groups is broken in all of them. */
  #groupsOf({ LoadBalancer = '', TargetGroup }: Readonly<Record<string, string>>): readonly string[] {
    if (TargetGroup !== undefined) return [this.cloud.arn('elasticloadbalancing', TargetGroup)];
    return balancingOf(this.cloud).groupsBehind(LoadBalancer);
  }

  #mend(id: string, mend: () => void): void {
    mend();
    this.#broken.delete(id);
    this.#disturbTraffic();
  }

  #disturbMetrics(key: BreakageKey, dimensions: Readonly<Record<string, string>>): () => void {
    if (key === 's' || key === 'e') return () => undefined;
    const { control } = this.cloud.services.get('monitoring') as CloudWatchService;
    return control.add({ kind: key === 'd' ? 'missing' : 'nan', dimensions });
  }

  #disturbTraffic(): void {
    const faults = [...this.#broken.values()].flatMap(({ key, groups }) =>
      groups.map((group) => ({ group, latencyMilliseconds: key === 's' ? 400 : 0, errorRate: key === 'e' ? 0.2 : 0 })),
    );
    balancingOf(this.cloud).disturb(faults);
  }
}

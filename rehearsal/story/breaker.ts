import type { PipelineEnvironments } from '../../lambda/contract/pipeline-environments';
import type { CloudHost } from '../cloud/host';
import type { CloudWatchService } from '../services/cloudwatch/cloudwatch';
import { cloudAt, placeOfEnvironment } from './operators';
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

interface Broken {
  readonly key: BreakageKey;
  /** Where the environment is. */
  readonly cloud: CloudHost;
  readonly groups: readonly string[];
  readonly mend: () => void;
}

/** Breaks environments and mends them again: each key is a switch. */
export class Breaker {
  readonly #broken = new Map<string, Broken>();

  constructor(
    private readonly home: CloudHost,
    private readonly environments: PipelineEnvironments['environments'],
  ) {}

  /** Breaks the environment, or mends it where the key has broken it before. @returns what to tell the person. */
  toggle(key: BreakageKey, environment: string): string {
    const described = this.environments[environment];
    if (described === undefined) return `There is no environment ${environment} to break.`;
    const { dimensions } = described.cloudwatch;
    const cloud = cloudAt(this.home, placeOfEnvironment(this.home, described.deployment.account));
    const id = `${environment} ${key}`;
    const broken = this.#broken.get(id);
    if (broken === undefined) this.#break(id, key, cloud, dimensions);
    else this.#mend(id, broken);
    return `${environment}: ${breakages[key]}${broken === undefined ? '' : ' no longer'}.`;
  }

  #break(id: string, key: BreakageKey, cloud: CloudHost, dimensions: Readonly<Record<string, string>>): void {
    this.#broken.set(id, { key, cloud, groups: groupsOf(cloud, dimensions), mend: disturbMetrics(key, cloud, dimensions) });
    this.#disturbTraffic(cloud);
  }

  #mend(id: string, { mend, cloud }: Broken): void {
    mend();
    this.#broken.delete(id);
    this.#disturbTraffic(cloud);
  }

  #disturbTraffic(cloud: CloudHost): void {
    const here = [...this.#broken.values()].filter((broken) => broken.cloud === cloud);
    const faults = here.flatMap(({ key, groups }) =>
      groups.map((group) => ({ group, latencyMilliseconds: key === 's' ? 400 : 0, errorRate: key === 'e' ? 0.2 : 0 })),
    );
    balancingOf(cloud).disturb(faults);
  }
}

/** An application that moves between target groups is broken in all of them. */
const groupsOf = (cloud: CloudHost, { LoadBalancer = '', TargetGroup }: Readonly<Record<string, string>>): readonly string[] =>
  TargetGroup === undefined ? balancingOf(cloud).groupsBehind(LoadBalancer) : [cloud.arn('elasticloadbalancing', TargetGroup)];

const disturbMetrics = (key: BreakageKey, cloud: CloudHost, dimensions: Readonly<Record<string, string>>): (() => void) => {
  if (key === 's' || key === 'e') return () => undefined;
  const { control } = cloud.services.get('monitoring') as CloudWatchService;
  return control.add({ kind: key === 'd' ? 'missing' : 'nan', dimensions });
};

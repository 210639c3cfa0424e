/** Adds up requests by virtual minute, load balancer and target group. */
import type { Measure } from '../messages';

export type Outcome =
  /** A target answered. */
  | { readonly kind: 'target'; readonly group: string; readonly status: number; readonly seconds: number }
  /** A target was chosen, but gave no answer: the load balancer answers 5xx. */
  | { readonly kind: 'failed'; readonly group: string }
  /** The load balancer answered by itself; `status` may be an error of its own. */
  | { readonly kind: 'balancer'; readonly status: number; readonly own: boolean };

interface Bucket {
  readonly balancer: string;
  readonly group?: string;
  readonly minute: number;
  requests: number;
  latencies: number[];
  codes: Record<string, number>;
  balancerErrors: number;
}

export class Meter {
  private buckets = new Map<string, Bucket>();

  /** @param at virtual epoch milliseconds */
  record(balancer: string, outcome: Outcome, at: number): void {
    const group = outcome.kind === 'balancer' ? undefined : outcome.group;
    const bucket = this.bucket(balancer, group, Math.floor(at / 60_000) * 60_000);
    switch (outcome.kind) {
      case 'target': {
        const code = `${Math.floor(outcome.status / 100)}XX`;
        bucket.requests += 1;
        bucket.latencies.push(outcome.seconds);
        bucket.codes[code] = (bucket.codes[code] ?? 0) + 1;
        return;
      }
      case 'failed':
        bucket.requests += 1;
        bucket.balancerErrors += 1;
        return;
      case 'balancer':
        if (outcome.own && outcome.status >= 500) bucket.balancerErrors += 1;
    }
  }

  /** What has come since the last call. */
  take(): Measure[] {
    const taken = [...this.buckets.values()];
    this.buckets = new Map();
    return taken;
  }

  private bucket(balancer: string, group: string | undefined, minute: number): Bucket {
    const key = `${balancer} ${group ?? ''} ${minute}`;
    const empty = { requests: 0, latencies: [], codes: {}, balancerErrors: 0 };
    const found = this.buckets.get(key) ?? { balancer, ...(group === undefined ? {} : { group }), minute, ...empty };
    this.buckets.set(key, found);
    return found;
  }
}

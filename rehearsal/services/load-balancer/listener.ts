/** A listener of the rehearsal and its rules. */
import type { Cloud } from '../../cloud/cloud';
import { balancingOf } from './balancing';
import type { Route } from './messages';

export interface ListenerRule {
  readonly arn: string;
  readonly priority: number;
  route: Route;
}

export interface Listener {
  /** ARN of its load balancer. */
  readonly balancer: string;
  readonly fallback: Route;
  readonly rules: ListenerRule[];
}

/** Tells the load balancer what the listener has become. */
export const publish = (cloud: Cloud, { balancer, fallback, rules }: Listener): void => {
  const ordered = rules.toSorted((a, b) => a.priority - b.priority).map(({ route, priority }) => ({ ...route, priority }));
  balancingOf(cloud).route(balancer, [...ordered, fallback]);
};

/** What the load-balancer process and its service tell each other. Plain JSON. */

/** Health check of a target group. Milliseconds are real: they bound real requests. */
export interface HealthCheck {
  readonly path: string;
  readonly everyMilliseconds: number;
  readonly timeoutMilliseconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** As the template's Matcher: `200`, `200,302`, `200-399`. */
  readonly codes: string;
}

export interface Target {
  readonly id: string;
  readonly port: number;
  /** Share of the requests relative to the other targets' weights. @default 1 */
  readonly weight?: number;
}

export type RouteAction =
  /** `idle`: target groups of the action that get no requests, because their weight is 0. */
  | { readonly kind: 'forward'; readonly group: string; readonly idle?: readonly string[] }
  | { readonly kind: 'fixed'; readonly status: number; readonly contentType: string; readonly body: string };

export interface Route {
  /** ALB path patterns with `*` and `?`; none: every path. */
  readonly paths: readonly string[];
  readonly action: RouteAction;
  /** Of the rule; absent for the listener's default action. */
  readonly priority?: number;
}

/** A disturbance that a person switches on: everything that passes to a group, or to all, is slower or fails. */
export interface Fault {
  /** ARN of the target group; undefined: all. */
  readonly group?: string;
  /** Real milliseconds added before a request is handed to the target, and measured as the target's. */
  readonly latencyMilliseconds: number;
  /** Share of requests, 0 to 1, that are answered with HTTP 500 in the target's name. */
  readonly errorRate: number;
}

export type ToBalancer =
  /** `accessLog`: what the log calls the load balancer, `app/<name>/<hash>`; absent: it has none. */
  | { readonly kind: 'listen'; readonly balancer: string; readonly accessLog?: string }
  | { readonly kind: 'routes'; readonly balancer: string; readonly routes: readonly Route[] }
  | { readonly kind: 'group'; readonly group: string; readonly health: HealthCheck; readonly targets: readonly Target[] }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] };

/** What happened in one virtual minute at one load balancer, towards one target group or none. */
export interface Measure {
  readonly balancer: string;
  readonly group?: string;
  /** Start of the minute, virtual epoch milliseconds. */
  readonly minute: number;
  readonly requests: number;
  /** Seconds from handing over the request to the head of the target's answer. */
  readonly latencies: readonly number[];
  /** Answers of targets, by class: `2XX`, `3XX`, `4XX`, `5XX`. */
  readonly codes: Readonly<Record<string, number>>;
  /** Answers 5xx of the load balancer itself. */
  readonly balancerErrors: number;
}

export interface GroupHealth {
  readonly group: string;
  readonly healthy: readonly string[];
  readonly unhealthy: readonly string[];
}

export type FromBalancer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'listening'; readonly balancer: string; readonly port: number }
  /** Of the access log, in the order in which requests ended. */
  | { readonly kind: 'lines'; readonly balancer: string; readonly lines: readonly string[] }
  | { readonly kind: 'measures'; readonly measures: readonly Measure[] }
  | { readonly kind: 'health'; readonly groups: readonly GroupHealth[] };

/**
 * The typed monspec: what the parser yields from a file that the original accepted, and from our additions to it.
 * Pure data; every optional key of the file has its default applied here.
 */
import type { MetricReference } from './metric';
import type { SourceName } from './source-key';

/** The entity types that the original knew. */
export type EntityType = 'SERVICE' | 'APPLICATION' | 'HOST' | 'PROCESS_GROUP_INSTANCE';

/** How the points of a series become one number. `pNN` is the NN-th percentile, 0 < NN < 100. */
export type Aggregate = 'min' | 'max' | 'avg' | 'sum' | 'median' | 'count' | `p${number}`;

/** Which way is bad: `upper` = higher is worse (latency, failures), `lower` = lower is worse (throughput). */
export type Direction = 'upper' | 'lower';

/** A tag that finds the entities of an environment in Dynatrace (context included) or in AWS. */
export interface Tag {
  readonly context: string;
  readonly key: string;
  readonly value: string;
}

/** Where an environment's metrics are found, per source. */
export interface EnvironmentSpec {
  readonly name: string;
  /** All tags must match (AND). May be empty where another way to find the entity is given. */
  readonly tags: readonly Tag[];
  /** Prometheus labels, name → value; all must match exactly. */
  readonly prometheus?: { readonly labels: Readonly<Record<string, string>> };
  /** CloudWatch dimensions, name → value; where absent, the stacks supply them to the gate. */
  readonly cloudwatch?: { readonly dimensions: Readonly<Record<string, string>> };
}

/** Where the baseline's window lies. */
export type BaselineWindow =
  /** The candidate's window moved back by this many seconds (0 = the same time). */
  | { readonly kind: 'shifted'; readonly seconds: number }
  /** The same length of time, ending when the deployment under test started. */
  | { readonly kind: 'beforeDeployment' };

/** Which earlier comparisons show how much this one varies by itself. */
export type HistorySpec =
  /** The same windows on this many earlier days. */
  | { readonly kind: 'days'; readonly days: number }
  /** The windows of this many earlier validations that passed; 0 = none. */
  | { readonly kind: 'passed'; readonly validations: number };

/** `evidence`: margin and proof. `percentage`: the original's arithmetic, one look at the end. */
export type RuleName = 'evidence' | 'percentage';

/** How sure a gate has to be. */
export interface Judging {
  /** @default evidence */
  readonly rule?: RuleName;
  /** Accepted probability of rejecting a build that is no worse, over all signatures and looks. @default 0.05 */
  readonly falseRejects?: number;
  /** Accepted probability, per signature, of approving a build that is critically worse. @default 0.2 */
  readonly falseApprovals?: number;
  /** `critical`: a pass rules out twice the margin. `strict`: it rules out the margin itself. @default critical */
  readonly proof?: 'critical' | 'strict';
  /** Whether a look before the end of the window may approve. @default false */
  readonly earlyApproval?: boolean;
  /** Weighted total in percent from which on the gate passes, or warns. @default none: every signature decides */
  readonly score?: { readonly pass: number; readonly warning: number };
}

/** A named pairing of candidate (`source`) and baseline (`compare`) with its allowed margins. */
export interface Comparison {
  readonly name: string;
  /** Name of the environment under test. */
  readonly source: string;
  /** Name of the environment that it is compared with. */
  readonly compare: string;
  /** Allowed change in percent of the baseline, by metric key, else the default (0 where neither is given). */
  readonly allowedPercent: { readonly default: number; readonly byMetric: Readonly<Record<string, number>> };
  /** Seconds by which the candidate's window is moved back. */
  readonly shiftSourceSeconds: number;
  readonly baseline: BaselineWindow;
  /** @default the last 10 validations that passed */
  readonly history?: HistorySpec;
  /** The baseline is a control under the same load at the same time, such as the old half of a canary. @default false */
  readonly concurrent?: boolean;
  /** What this comparison's gates are judged by, in place of what the service says. */
  readonly judging?: Judging;
}

/**
 * What a signature has to say: `guard` must be proven safe to approve, `watch` must only not be proven bad, `info` never
 * decides.
 */
export type Role = 'guard' | 'watch' | 'info';

/** One measured series and the bounds that it must keep. */
export interface Signature {
  /** Stable within its service, for example `service.responsetime/avg` or `/api/invoke servicemethod.failurerate/avg`. */
  readonly id: string;
  readonly metric: MetricReference;
  readonly aggregate: Aggregate;
  readonly direction: Direction;
  /** Absolute bound in the metric's unit: the candidate must stay below it. */
  readonly upperLimit?: number;
  /** Absolute bound in the metric's unit: the candidate must stay above it. */
  readonly lowerLimit?: number;
  /** The metric source that supplies it. Default: the one that its metric belongs to, else the first that there is. */
  readonly source?: SourceName;
  /** Unit for people of a metric that only one source knows. */
  readonly unit?: string;
  /** Name of the service method (key request), for signatures of `servicemethods`. */
  readonly method?: string;
  /** @default guard */
  readonly role?: Role;
  /** A failed key signature fails the gate whatever the score. @default false */
  readonly key?: boolean;
  /** Share in the total score. @default 1 */
  readonly weight?: number;
  /** A change beyond this many percent is a warning. @default none */
  readonly warningPercent?: number;
  /** A change of this much is always allowed: percentage points of a rate, the unit of anything else. @default 0.5 for a rate, else 0 */
  readonly allowedPoints?: number;
}

/** One service of a monspec file. */
export interface ServiceSpec extends Judging {
  /** The key of the service in the file. */
  readonly key: string;
  readonly name: string;
  readonly entityType: EntityType;
  readonly owner?: string;
  readonly environments: Readonly<Record<string, EnvironmentSpec>>;
  readonly comparisons: readonly Comparison[];
  readonly signatures: readonly Signature[];
}

/** A whole monspec file. */
export interface Monspec {
  readonly services: readonly ServiceSpec[];
}

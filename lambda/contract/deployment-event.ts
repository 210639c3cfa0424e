/** What a monitoring system is told about a deployment, and what it may answer. A port: the gate asks, an adapter tells. */

/** A deployment that has happened. */
export interface DeploymentFacts {
  readonly pipeline: string;
  readonly stage: string;
  readonly executionId: string;
  /** Name for people of what was deployed, for example `Build 7`. */
  readonly release: string;
  /** The revision, for machines. */
  readonly revision: string;
  /** Epoch milliseconds at which it was deployed. */
  readonly at: number;
  /** Where a person reads about it and may act; absent where there is no such page. */
  readonly link?: string;
  /** Type of the entities that it belongs to, for example `SERVICE`. */
  readonly entityType: 'SERVICE' | 'APPLICATION' | 'HOST' | 'PROCESS_GROUP_INSTANCE';
  /** Tags of these entities; all must match. */
  readonly tags: readonly { readonly context: string; readonly key: string; readonly value: string }[];
}

/** What became of it. */
export type Announcement =
  /** Attached to so many entities. */
  | { readonly kind: 'accepted'; readonly entities: number }
  /** No entity carries the tags yet (they appear after the first requests), or nobody answered: tell again later. */
  | { readonly kind: 'later'; readonly detail: string }
  /** It will never be accepted. */
  | { readonly kind: 'refused'; readonly detail: string };

/** A monitoring system that wants to know of deployments. The same deployment told twice does no harm. */
export interface DeploymentEvents {
  push(deployment: DeploymentFacts): Promise<Announcement>;
}

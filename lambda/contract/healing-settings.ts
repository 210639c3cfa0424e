/**
 * What operators set for the healing of one pipeline: the JSON value of the SSM parameter `<HEALING_PREFIX>/<pipeline>`.
 * A pipeline without this parameter is not healed; its problems are only recorded and told.
 */
export interface HealingSettings {
  /** By the environment's name, as in the pipeline's description (pipeline-environments.ts). */
  readonly environments: Readonly<Record<string, EnvironmentHealing>>;
}

/**
 * auto: roll back; notify: tell people what would be done; dry-run: record what would be done.
 */
export type HealingMode = 'auto' | 'notify' | 'dry-run';

export type Severity = 'critical' | 'high' | 'medium' | 'low';

/** Which problems a rule is for: those that meet all of its conditions. */
export interface ProblemFilter {
  /** Any of them. Default: every severity. */
  readonly severities?: readonly Severity[];
  /** All of them, as `key:value` or `key`. Default: none is needed. */
  readonly tags?: readonly string[];
}

export interface EnvironmentHealing {
  /** Mode of a problem that no rule fits. Default `notify`. */
  readonly mode?: HealingMode;
  /** The first that fits decides the mode. */
  readonly rules?: readonly (ProblemFilter & { readonly mode: HealingMode })[];
  /** Whose problems are this environment's. At least one of the three. */
  readonly match: EntityMatch;
  /** Stage that deploys here, whose incoming transition is locked after a rollback. Default: the environment's name. */
  readonly stage?: string;
  /** A problem belongs to a deployment that is at most this old when it begins, 5 to 10,080. Default 1,440. */
  readonly lookBackMinutes?: number;
  /** Least time between the begins of two rollbacks, 0 to 10,080. Default 60. */
  readonly cooldownMinutes?: number;
  /** Most rollbacks in 24 hours, 1 to 20. Default 3. */
  readonly perDay?: number;
  /** This many services with problems within so many minutes are no deployment's fault. Default 3 within 10. */
  readonly manyServices?: { readonly count: number; readonly minutes: number };
  /**
   * high: only when the judge proves a change for the worse at the deployment; medium: also where there are no metrics,
   * by entity and time alone. Default `high`.
   */
  readonly actFrom?: 'high' | 'medium';
  /** Length of the window that proves the recovery, 2 to 60. Default 5. */
  readonly verifyMinutes?: number;
  /** Minutes until people are called again about a rollback that did not help, 1 to 240. Default 15. */
  readonly escalateEveryMinutes?: number;
  /** Whether promotions are locked after a rollback. Default true. */
  readonly lockPromotions?: boolean;
  /** What else is run for a problem; every one that fits. */
  readonly runbooks?: readonly Runbook[];
}

/** How problems are mapped to an environment; an entry of one list suffices. Upper and lower case are the same. */
export interface EntityMatch {
  /** Ids or names of entities; a `*` at the end stands for anything. Alarms: the alarm's name, and its dimensions as `Name=value`. */
  readonly entities?: readonly string[];
  /** Tags as `key:value`. */
  readonly tags?: readonly string[];
  /** Names of CloudFormation stacks, for DevOps Guru. */
  readonly stacks?: readonly string[];
}

/** An action beside the rollback, begun once per problem. */
export type Runbook = ProblemFilter &
  (
    | { readonly kind: 'ssm'; readonly document: string; readonly parameters?: Readonly<Record<string, readonly string[]>> }
    /** A POST signed like the generic webhook, to an address that only this configuration may name (https). */
    | { readonly kind: 'http'; readonly url: string; readonly secret: string }
  );

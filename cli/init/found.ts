/** Something that runs, as a source knows it: it becomes an environment of the monspec. */
export interface FoundEnvironment {
  readonly name: string;
  /** For the comment beside it. */
  readonly what: string;
  /** What the monspec says of it. */
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Everything that was found, and which portable metrics it has. */
export interface Found {
  /** For people, for example `CloudWatch load balancers with metrics in the last 3 hours`. */
  readonly from: string;
  readonly environments: readonly FoundEnvironment[];
  /** Names of metrics without their prefix, for example `service.responsetime`. */
  readonly metrics: readonly string[];
}

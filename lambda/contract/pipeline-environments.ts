import type { Destination } from './destination';

/**
 * What the stacks tell the gate about the environments of one pipeline:
 * the JSON value of the SSM parameter `<ENVIRONMENTS_PREFIX>/<pipeline name>`.
 */
export interface PipelineEnvironments {
  /** By the environment's name as monspecs and stages use it, for example `Staging`, `Production`. */
  readonly environments: Readonly<Record<string, PipelineEnvironment>>;
}

/** One environment that a pipeline deploys to. */
export interface PipelineEnvironment {
  /** Where CloudWatch keeps the environment's load-balancer metrics; dimension name → value. */
  readonly cloudwatch: { readonly dimensions: Readonly<Record<string, string>> };
  /** What puts builds there. */
  readonly deployment: Destination;
  /** Whether a rejected gate redeploys the newest revision that passed (production), or just stops the pipeline. */
  readonly rollback: boolean;
}

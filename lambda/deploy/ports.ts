/** What a deployment to a function needs from outside. */
import type { Deployment } from '../gate/ports/deployments';
import type { Build } from './job';

/** What became of a wish; `busy` where something else is under way with the function or its deployment group. */
export type Wish<Granted> = ({ readonly kind: 'done' } & Granted) | { readonly kind: 'busy' };

export interface Releases {
  /** Gives the function the build's name and code and publishes it; the same code again is the same version. `busy` in between. */
  publish(build: Build): Promise<Wish<{ readonly version: string }>>;
  /** The version that the alias points to. */
  current(): Promise<string>;
  /** Begins to shift traffic to a version, as the deployment group has it. */
  shift(from: string, to: string, description: string): Promise<Wish<{ readonly deploymentId: string }>>;
  /** The deployment created since this instant (epoch ms) whose description holds the mark. */
  findAgain(since: number, mark: string): Promise<Deployment | undefined>;
  get(deploymentId: string): Promise<Deployment>;
}

export interface DeployJobs {
  /** Answers a job. A job that was answered before is left as it is. */
  succeed(jobId: string, summary: string, deploymentId?: string): Promise<void>;
  /** Lets CodePipeline call again in about half a minute, with the token. */
  goOn(jobId: string, token: string): Promise<void>;
  /** Fails a job with a text for people. A job that was answered before is left as it is. */
  fail(jobId: string, message: string): Promise<void>;
}

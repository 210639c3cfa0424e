/**
 * Deploy a build to an alias of a Lambda function, as a CodePipeline action without a function that waits.
 *
 *   name the build in the function's variables → publish it as a version → shift traffic by CodeDeploy, once per job →
 *   look at it whenever CodePipeline calls → succeeded, or failed with CodeDeploy's reason
 *
 * CodePipeline may deliver a job twice: the same code is the same version, and the deployment names the job, so that the
 * second delivery finds it. CodeDeploy itself refuses a second deployment while one is running.
 */
import type { Deployment } from '../gate/ports/deployments';
import { parseProgress, type DeployJob, type Progress } from './job';
import type { DeployJobs, Releases } from './ports';

export interface DeployPorts {
  readonly releases: Releases;
  readonly jobs: DeployJobs;
}

/** A job may be delivered again as long as it lives, which is a day; in milliseconds. */
const jobLife = 24 * 3_600_000;

/** What a deployment waits for others, in milliseconds; then it fails. */
const patience = 3_600_000;

export type Step =
  | { readonly kind: 'again'; readonly progress: Progress }
  | { readonly kind: 'succeeded'; readonly summary: string; readonly deploymentId?: string }
  | { readonly kind: 'failed'; readonly message: string };

const failed = (message: string): Step => ({ kind: 'failed', message });

const markOf = ({ job }: Progress): string => `job ${job}`;

const of = ({ deploymentId, status, failure, revision }: Deployment, progress: Progress): Step => {
  switch (status) {
    case 'running':
      return { kind: 'again', progress: { ...progress, deploymentId } };
    case 'succeeded': {
      const what = revision?.kind === 'function-version' ? `Version ${revision.version}` : 'The build';
      return { kind: 'succeeded', deploymentId, summary: `${what} serves all requests: deployment ${deploymentId}.` };
    }
    case 'failed':
      return failed(`Deployment ${deploymentId} failed: ${failure ?? 'CodeDeploy gives no reason'}`);
  }
};

const waitForOthers = (progress: Progress, now: number): Step =>
  now < progress.since + patience
    ? { kind: 'again', progress }
    : failed('For an hour another deployment or update of the function was under way. Retry the stage when it has ended.');

const begin = async ({ artifacts }: DeployJob, progress: Progress, releases: Releases, now: number): Promise<Step> => {
  const [build, ...others] = artifacts;
  if (build === undefined || others.length > 0) {
    return failed(`The action has ${artifacts.length} input artifacts. Give it exactly one: the zip of the function’s code.`);
  }
  const begun = await releases.findAgain(progress.since - jobLife, markOf(progress));
  if (begun !== undefined) {
    return of(begun, progress);
  }
  const published = await releases.publish(build);
  if (published.kind === 'busy') {
    return waitForOthers(progress, now);
  }
  const { version } = published;
  const current = await releases.current();
  if (current === version) {
    return { kind: 'succeeded', summary: `Version ${version} serves all requests already: it is the same code.` };
  }
  const shifted = await releases.shift(current, version, `Release of version ${version}, ${markOf(progress)}`);
  return shifted.kind === 'busy'
    ? waitForOthers(progress, now)
    : { kind: 'again', progress: { ...progress, deploymentId: shifted.deploymentId } };
};

/** One call of CodePipeline, without its answer. `now` in epoch milliseconds. */
export const step = async (job: DeployJob, releases: Releases, now: number): Promise<Step> => {
  if (job.continuationToken === undefined) {
    return begin(job, { job: job.id, since: now }, releases, now);
  }
  const progress = parseProgress(job.continuationToken);
  if (progress === undefined) {
    return failed('The continuation token is not of this version. Retry the stage.');
  }
  return progress.deploymentId === undefined
    ? begin(job, progress, releases, now)
    : of(await releases.get(progress.deploymentId), progress);
};

/** Does what a job asks for and answers it. Returns what was answered, for the log. */
export const deploy = async (job: DeployJob, { releases, jobs }: DeployPorts, now: number): Promise<Step> => {
  const result = await step(job, releases, now);
  switch (result.kind) {
    case 'again':
      await jobs.goOn(job.id, JSON.stringify(result.progress));
      return result;
    case 'succeeded':
      await jobs.succeed(job.id, result.summary, result.deploymentId);
      return result;
    case 'failed':
      await jobs.fail(job.id, result.message);
      return result;
  }
};

/** When deployments were under way, out of listings of CodeDeploy and ECS. Pure. */
import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { ServiceDeploymentBrief } from '@aws-sdk/client-ecs';
import { GateError } from '../gate/gate-error';
import type { Window } from '../judge/series';

/**
 * Milliseconds that a deployment takes at most: a blue/green one may wait two days for a person to shift the traffic, and
 * two more until the old instances go. One that was created earlier is over.
 */
export const longestDeployment = 4 * 86_400_000;

/** More than this are not described one by one; CodeDeploy throttles an account early. */
export const mostDeployments = 1000;

export const tooMany = (name: string): GateError =>
  new GateError(
    'TooManyDeployments',
    `CodeDeploy knows more than ${mostDeployments} deployments to ${name} in that time, too many to ask for.`,
    'Ask for fewer days of history.',
  );

/** Instances that join or leave a group get or lose what the others have. */
const releasesNothing = ({ creator }: DeploymentInfo): boolean => creator === 'autoscaling' || creator === 'autoscalingTermination';

/** What is not told counts as forever. */
const spanOf = (createdAt: Date | undefined, endedAt: Date | undefined): Window => ({
  start: createdAt?.getTime() ?? -Infinity,
  end: endedAt?.getTime() ?? Infinity,
});

/** The spans of CodeDeploy's deployments, without those that release nothing. */
export const releaseSpans = (infos: readonly DeploymentInfo[]): readonly Window[] =>
  infos.filter((info) => !releasesNothing(info)).map(({ createTime, completeTime }) => spanOf(createTime, completeTime));

/** The spans of ECS's deployments, each with the rollback that may have ended it. */
export const serviceSpans = (briefs: readonly ServiceDeploymentBrief[]): readonly Window[] =>
  briefs.map(({ createdAt, finishedAt }) => spanOf(createdAt, finishedAt));

/** Whether a deployment was under way at some time of a span. */
export const inTouch =
  (span: Window) =>
  ({ start, end }: Window): boolean =>
    start < span.end && end > span.start;

import {
  BatchGetDeploymentTargetsCommand,
  ListDeploymentTargetsCommand,
  type DeploymentTarget,
  type LifecycleEvent,
} from '@aws-sdk/client-codedeploy';
import type { Clients } from './clients';

/** CodeDeploy answers for so many targets at once. */
const mostTargets = 25;

/** A longer output of a script is cut in its middle: the first line names the problem, or the last. In characters. */
const longestOutput = 600;

/**
 * What failed on an instance, which CodePipeline does not say: the lifecycle event, the script, and the end of its output.
 * @returns `undefined` where no instance tells, or it may not be asked: what failed then stands in CodeDeploy's console.
 */
export async function deploymentFailure(clients: Clients, deploymentId: string): Promise<string | undefined> {
  try {
    return (await targetsOf(clients, deploymentId)).map(failureOf).find((text) => text !== undefined);
  } catch {
    return undefined;
  }
}

async function targetsOf({ codedeploy }: Clients, deploymentId: string): Promise<readonly DeploymentTarget[]> {
  const ids: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await codedeploy.send(
      new ListDeploymentTargetsCommand({ deploymentId, ...(nextToken === undefined ? {} : { nextToken }) }),
    );
    ids.push(...(page.targetIds ?? []));
    ({ nextToken } = page);
  } while (nextToken !== undefined);
  if (ids.length === 0) return [];
  const { deploymentTargets = [] } = await codedeploy.send(
    new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds: ids.slice(0, mostTargets) }),
  );
  return deploymentTargets;
}

/** Pure. @returns `undefined` for a target on which nothing failed. */
export function failureOf({ instanceTarget }: DeploymentTarget): string | undefined {
  const event = instanceTarget?.lifecycleEvents?.find(({ status }) => status === 'Failed');
  return event === undefined ? undefined : `${instanceTarget?.targetId ?? 'An instance'} failed in ${eventText(event)}`;
}

function eventText({ lifecycleEventName, diagnostics }: LifecycleEvent): string {
  const { errorCode, scriptName, message, logTail } = diagnostics ?? {};
  const script = scriptName === undefined || scriptName === '' ? '' : ` (${scriptName})`;
  const output = shortened((logTail ?? '').replaceAll(/\s+/g, ' ').trim());
  return `${lifecycleEventName ?? 'an event'}${script}: ${[errorCode, message].filter(Boolean).join(': ')}${output === '' ? '' : ` Output: ${output}`}`;
}

const shortened = (text: string): string =>
  text.length <= longestOutput ? text : `${text.slice(0, longestOutput / 2)} … ${text.slice(-longestOutput / 2)}`;

/** The deployment that a gate measures. */
import type { PipelineEnvironments } from '../../contract/pipeline-environments';
import type { Parsed } from '../../monspec/issue';
import type { Comparison } from '../../monspec/monspec';
import type { Deployments } from '../ports/deployments';
import type { CandidateDeployment } from '../validation';

const refused = (path: string, received: string, message: string, fix: string): Parsed<never> => ({
  ok: false,
  issues: [{ path, received: received.slice(0, 80), message, fix }],
});

/** The newest deployment in the comparison's `source`. It must have succeeded, and must be one that can be made again. */
export const findCandidate = async (
  { source, name }: Comparison,
  { environments }: PipelineEnvironments,
  deployments: Deployments,
): Promise<Parsed<CandidateDeployment>> => {
  const environment = environments[source];
  if (environment === undefined) {
    const known = Object.keys(environments).join(', ');
    return refused(`comparison ${name}.source`, source, `The stacks describe no environment ${source}.`, `Use one of: ${known}.`);
  }
  const group = environment.deployment;
  const latest = await deployments.latest(group);
  const place = `deployment group ${group.applicationName}/${group.deploymentGroupName}`;
  if (latest?.status !== 'succeeded') {
    return refused(
      place,
      latest === undefined ? 'no deployment' : `${latest.deploymentId} ${latest.status}`,
      `Nothing is deployed that could be measured.`,
      'Let the stage deploy before it registers the validation (run orders).',
    );
  }
  if (latest.revision === undefined) {
    return refused(place, latest.deploymentId, 'Its revision does not lie in S3.', 'Deploy from the pipeline’s artifact bucket.');
  }
  const { deploymentId, revision, createdAt: startedAt } = latest;
  return { ok: true, value: { ...group, deploymentId, revision, startedAt } };
};

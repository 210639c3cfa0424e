/** The deployment that a gate measures. */
import { destinationName } from '../../contract/destination';
import type { PipelineEnvironments } from '../../contract/pipeline-environments';
import type { Parsed } from '../../monspec/issue';
import type { Comparison } from '../../monspec/monspec';
import type { DeploymentHistory } from '../ports/deployments';
import type { CandidateDeployment } from '../validation';

const refused = (path: string, received: string, message: string, fix: string): Parsed<never> => ({
  ok: false,
  issues: [{ path, received: received.slice(0, 80), message, fix }],
});

/** The newest deployment in the comparison's `source`. It must have succeeded, and must be one that can be made again. */
export const findCandidate = async (
  { source, name }: Comparison,
  { environments }: PipelineEnvironments,
  deployments: DeploymentHistory,
): Promise<Parsed<CandidateDeployment>> => {
  const environment = environments[source];
  if (environment === undefined) {
    const known = Object.keys(environments).join(', ');
    return refused(`comparison ${name}.source`, source, `The stacks describe no environment ${source}.`, `Use one of: ${known}.`);
  }
  const destination = environment.deployment;
  const latest = await deployments.latest(destination);
  const place = destinationName(destination);
  if (latest?.status !== 'succeeded') {
    return refused(
      place,
      latest === undefined ? 'no deployment' : `${latest.deploymentId} ${latest.status}`,
      `Nothing is deployed that could be measured.`,
      'Let the stage deploy before it registers the validation (run orders).',
    );
  }
  if (latest.revision === undefined) {
    return refused(place, latest.deploymentId, 'Its revision cannot be deployed again by the gate.', 'Deploy it by the pipeline.');
  }
  const { deploymentId, revision, createdAt: startedAt } = latest;
  return { ok: true, value: { destination, deploymentId, revision, startedAt } };
};

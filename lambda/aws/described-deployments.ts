import { BatchGetDeploymentsCommand, type CodeDeployClient, type DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { GateError } from '../gate/gate-error';

/** BatchGetDeployments takes at most so many ids. */
const together = 25;

/** Deployments by their ids, all of them, one call after the other: CodeDeploy throttles an account early. Throws where one is missing. */
export async function describedDeployments(client: CodeDeployClient, ids: readonly string[]): Promise<readonly DeploymentInfo[]> {
  const described: DeploymentInfo[] = [];
  for (let from = 0; from < ids.length; from += together) {
    const { deploymentsInfo = [] } = await client.send(new BatchGetDeploymentsCommand({ deploymentIds: ids.slice(from, from + together) }));
    described.push(...deploymentsInfo);
  }
  if (described.length < ids.length) {
    throw new GateError('NoDeployment', `CodeDeploy told about ${described.length} of ${ids.length} deployments.`, 'The next look asks again.');
  }
  return described;
}

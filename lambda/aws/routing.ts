/** Adapters that hand every question on to another one, chosen by its destination: by its account, by its kind of compute. */
import type { Destination } from '../contract/destination';
import type { DeploymentHistory, DeploymentTimes } from '../gate/ports/deployments';
import type { Deployer } from '../healing/ports/deployer';

/** Which adapter knows a destination. */
type Choose<Adapter> = (destination: Destination) => Adapter;

/** What was deployed, and when. */
export type Known = DeploymentHistory & DeploymentTimes;

/** ECS deploys its services itself; CodeDeploy everything else. */
export const byKind =
  <Adapter>(codeDeploy: Adapter, ecs: Adapter): Choose<Adapter> =>
  ({ kind }) => {
    switch (kind) {
      case 'server':
      case 'function':
        return codeDeploy;
      case 'service':
        return ecs;
    }
  };

const questions = (of: Choose<DeploymentHistory>): DeploymentHistory => ({
  latest: (destination) => of(destination).latest(destination),
  get: (destination, deploymentId) => of(destination).get(destination, deploymentId),
  succeededBefore: (destination, instant) => of(destination).succeededBefore(destination, instant),
});

/** The history of any destination. */
export const routedHistory = (of: Choose<Known>): Known => ({
  ...questions(of),
  during: (destination, span) => of(destination).during(destination, span),
});

/** What deploys to any destination. */
export const routedDeployer = (of: Choose<Deployer>): Deployer => ({
  ...questions(of),
  findAgain: (destination, asked) => of(destination).findAgain(destination, asked),
  create: (destination, revision, description) => of(destination).create(destination, revision, description),
  lastSucceeded: (destination) => of(destination).lastSucceeded(destination),
  stop: (destination, deploymentId) => of(destination).stop(destination, deploymentId),
  rollbackOf: (destination, deploymentId) => of(destination).rollbackOf(destination, deploymentId),
});

/** Both together: what deploys to the destinations of one account. */
export const deployerBy = (codeDeploy: Deployer, ecs: Deployer): Deployer => routedDeployer(byKind(codeDeploy, ecs));

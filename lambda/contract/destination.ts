/** Where a pipeline puts builds: one shape per kind of compute. */
import type { AccountAccess } from './account-access';

/** Where a destination is. */
interface Located {
  /** Absent where it is in the account and region of the gate. */
  readonly account?: AccountAccess;
}

/** A CodeDeploy deployment group of EC2 instances. */
export interface ServerDestination extends Located {
  readonly kind: 'server';
  readonly applicationName: string;
  readonly deploymentGroupName: string;
}

/** A CodeDeploy deployment group that moves an alias of a Lambda function from version to version. */
export interface FunctionDestination extends Located {
  readonly kind: 'function';
  readonly applicationName: string;
  readonly deploymentGroupName: string;
  readonly functionName: string;
  readonly alias: string;
}

/** An ECS service, which deploys by itself. */
export interface ServiceDestination extends Located {
  readonly kind: 'service';
  /** Name, not ARN. */
  readonly cluster: string;
  /** Name, not ARN. */
  readonly service: string;
}

export type Destination = ServerDestination | FunctionDestination | ServiceDestination;

/** What CodeDeploy deploys to. */
export type CodeDeployDestination = ServerDestination | FunctionDestination;

/** One text per destination, the same at any time; part of the keys of records. */
export const destinationKey = (destination: Destination): string => {
  switch (destination.kind) {
    case 'server':
    case 'function':
      return `${destination.applicationName}/${destination.deploymentGroupName}`;
    case 'service':
      return `ecs:${destination.cluster}/${destination.service}`;
  }
};

export const sameDestination = (a: Destination, b: Destination): boolean => destinationKey(a) === destinationKey(b);

/** What it is called for people. */
export const destinationName = (destination: Destination): string => {
  switch (destination.kind) {
    case 'server':
    case 'function':
      return `deployment group ${destinationKey(destination)}`;
    case 'service':
      return `ECS service ${destination.cluster}/${destination.service}`;
  }
};

/** IAM path of the roles that ECS hands to the tasks of a cluster, so that others can be granted to hand them on. */
export const taskRolePath = (cluster: string): string => `/${cluster}/`;

/** The tag by which monitoring systems know it: builds carry it in their process environment. */
export const deploymentTag = (destination: Destination): string => {
  switch (destination.kind) {
    case 'server':
    case 'function':
      return `DeploymentGroup:${destination.deploymentGroupName}`;
    case 'service':
      return `EcsService:${destination.service}`;
  }
};

/** The console in which people look at its deployments. */
export const consoleOf = ({ kind }: Destination): 'CodeDeploy' | 'ECS' => (kind === 'service' ? 'ECS' : 'CodeDeploy');

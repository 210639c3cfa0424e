import { taskRolePath, type CodeDeployDestination, type Destination, type ServiceDestination } from '../../lambda/contract/destination';
import { any, arn, bucketArn, type Place } from './arn';

/** What stands behind a destination, by the names of DeploymentResource; an account of its own is reached by its roles alone. */
export function destinationArns(place: Place, artifactBucket: string, destinations: readonly Destination[]) {
  const servers = destinations.filter(({ kind }) => kind === 'server');
  const here = destinations.filter(({ account }) => account === undefined);
  const elsewhere = destinations.flatMap(({ account }) => account ?? []);
  return {
    bundles: servers.slice(0, 1).map(() => `${bucketArn(place, artifactBucket)}/${any}`),
    bundleBucket: servers.slice(0, 1).map(() => bucketArn(place, artifactBucket)),
    ...groupArns(
      place,
      here.flatMap((each) => (each.kind === 'service' ? [] : [each])),
    ),
    ...serviceArns(
      place,
      here.flatMap((each) => (each.kind === 'service' ? [each] : [])),
    ),
    readRoles: elsewhere.map(({ readRoleArn }) => readRoleArn),
    redeployRoles: elsewhere.flatMap(({ redeployRoleArn }) => redeployRoleArn ?? []),
  };
}

const groupArns = (place: Place, groups: readonly CodeDeployDestination[]) => ({
  deploymentGroups: groups.map((each) => arn(place, 'codedeploy', `deploymentgroup:${each.applicationName}/${each.deploymentGroupName}`)),
  deploymentApplications: [...new Set(groups.map(({ applicationName }) => arn(place, 'codedeploy', `application:${applicationName}`)))],
  deploymentConfigs: groups.slice(0, 1).map(() => arn(place, 'codedeploy', 'deploymentconfig:CodeDeployDefault.OneAtATime')),
  functions: groups.flatMap((each) => (each.kind === 'function' ? [arn(place, 'lambda', `function:${each.functionName}`)] : [])),
});

const serviceArns = (place: Place, services: readonly ServiceDestination[]) => ({
  services: services.map(({ cluster, service }) => arn(place, 'ecs', `service/${cluster}/${service}`)),
  taskDefinitions: services.slice(0, 1).map(() => '*'),
  taskRoles: services.map(({ cluster }) => `arn:${place.partition}:iam::${place.account}:role${taskRolePath(cluster)}${any}`),
});

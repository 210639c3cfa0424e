import { taskRolePath, type CodeDeployDestination, type Destination, type ServiceDestination } from '../../lambda/contract/destination';
import { any, arn, bucketArn, type Place } from './arn';

/**
 * What stands behind a destination, by the names of DeploymentResource; an account of its own is reached by its roles alone.
 * @param bucketIn name of the artifact bucket of a region: CodePipeline copies artifacts to where they are deployed
 */
export function destinationArns(place: Place, bucketIn: (region: string) => string, destinations: readonly Destination[]) {
  const regions = destinations.flatMap(({ kind, account }) => (kind === 'server' ? [account?.region ?? place.region] : []));
  const buckets = [...new Set(regions.map((region) => bucketArn(place, bucketIn(region))))];
  const here = destinations.filter(({ account }) => account === undefined);
  const elsewhere = destinations.flatMap(({ account }) => account ?? []);
  return {
    bundles: buckets.map((bucket) => `${bucket}/${any}`),
    bundleBucket: buckets,
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

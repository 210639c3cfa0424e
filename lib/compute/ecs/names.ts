import { Match, type EventPattern } from 'aws-cdk-lib/aws-events';
import { applicationNames, type EnvironmentName } from '../../foundation/names';

/** Names of an environment's service; every stack can spell them, so that none has to wait for another. */
export const ecsNames = (environment: EnvironmentName) => {
  const cluster = `${applicationNames.sample}-${environment}`;
  return {
    cluster,
    service: applicationNames.sample,
    /** Family of its task definitions. */
    family: cluster,
    /** The container that a release brings an image for. */
    container: 'app',
  } as const;
};

/** Events of the services' deployments, in any account and region. */
export const serviceDeployments: EventPattern = {
  source: ['aws.ecs'],
  detailType: ['ECS Deployment State Change'],
  resources: (['Staging', 'Production'] as const)
    .map(ecsNames)
    .flatMap(({ cluster, service }) => Match.suffix(`:service/${cluster}/${service}`)),
};

/** Repository of the application's images. */
export const imageRepositoryName = applicationNames.sample;

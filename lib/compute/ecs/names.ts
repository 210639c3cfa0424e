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

/** Repository of the application's images. */
export const imageRepositoryName = applicationNames.sample;

/**
 * Variables by which Dynatrace's agents know which release a process is of. On instances the deploy hooks write them; on
 * Fargate and Lambda the stacks say where the process is, the image or the deploy function which build it is.
 * https://docs.dynatrace.com/docs/deliver/release-monitoring/version-detection-strategies
 */

/** What belongs to an environment, and stays from release to release. */
export const placeVariables = (product: string, environment: string): Readonly<Record<string, string>> => ({
  DT_RELEASE_STAGE: environment,
  DT_RELEASE_PRODUCT: product,
  DT_TAGS: `DeploymentGroup=${environment} Application=${product}`,
});

/** Which build it is. A function of the build alone: the same build again must be the same in every variable. */
export const buildVariables = (version: string, buildVersion: string): Readonly<Record<string, string>> => ({
  DT_RELEASE_VERSION: version,
  DT_RELEASE_BUILD_VERSION: buildVersion,
});

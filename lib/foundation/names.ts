/** Names that several stacks, the sample's scripts and people use. */

/** CodeDeploy applications. */
export const applicationNames = { sample: 'unbreakable-sample', loadTest: 'unbreakable-load-test' } as const;

/** An environment; also the name of the pipeline's stage that deploys to it. */
export type EnvironmentName = 'Staging' | 'Production';

/** CodeDeploy deployment groups of an environment. */
export const groupNames = (environment: EnvironmentName) => ({ sample: environment, loadTest: `${environment}Tests` }) as const;

/** The group that brings the load test to an environment's load generator, on any kind of compute. */
export const loadTestGroup = (environment: EnvironmentName) => ({
  applicationName: applicationNames.loadTest,
  deploymentGroupName: groupNames(environment).loadTest,
});

/** The Lambda function of an environment, the alias that serves requests, and the function that deploys to it. */
export const functionNames = (environment: EnvironmentName) =>
  ({
    sample: `${applicationNames.sample}-${environment}`,
    alias: 'live',
    deploy: `${applicationNames.sample}-${environment}-deploy`,
  }) as const;

/** Objects of the source bucket. Uploading the application starts the pipeline, so it goes last. */
export const sourceKeys = { application: 'release/app.zip', tests: 'release/tests.zip', monspec: 'release/monspec.json' } as const;

/** TCP port on which the application listens. */
export const applicationPort = 8080;

import { ServerApplication } from 'aws-cdk-lib/aws-codedeploy';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { applicationNames } from './names';
import type { Notifications } from './notifications';

/** CodeDeploy's applications: what the deployment groups of the environments belong to. */
export interface Applications {
  /** What is deployed. */
  readonly sample: ServerApplication;
  /** What sends load to it. */
  readonly loadTest: ServerApplication;
}

/** What an environment finds in its account before it is made. */
export interface EnvironmentBase extends Applications {
  readonly buckets: { readonly artifacts: IBucket };
  readonly notifications: Notifications;
}

/** Makes CodeDeploy's applications, once in an account. */
export const applications = (scope: Construct): Applications => ({
  sample: new ServerApplication(scope, 'Sample', { applicationName: applicationNames.sample }),
  loadTest: new ServerApplication(scope, 'LoadTest', { applicationName: applicationNames.loadTest }),
});

import { LambdaApplication, ServerApplication } from 'aws-cdk-lib/aws-codedeploy';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Config } from '../config/config';
import { applicationNames } from './names';
import type { Notifications } from './notifications';

/** CodeDeploy's applications: what the deployment groups of the environments belong to. */
export interface Applications {
  /** What is deployed; none where ECS deploys by itself. */
  readonly sample: ServerApplication | LambdaApplication | undefined;
  /** What sends load to it. */
  readonly loadTest: ServerApplication;
}

/** What an environment finds in its account before it is made. */
export interface EnvironmentBase extends Applications {
  readonly buckets: { readonly artifacts: IBucket };
  readonly notifications: Notifications;
}

/** Makes CodeDeploy's applications, once in an account. */
export const applications = (scope: Construct, config: Config): Applications => ({
  sample: sample(scope, config),
  loadTest: new ServerApplication(scope, 'LoadTest', { applicationName: applicationNames.loadTest }),
});

function sample(scope: Construct, { compute }: Config): Applications['sample'] {
  const props = { applicationName: applicationNames.sample };
  switch (compute) {
    case 'ec2':
      return new ServerApplication(scope, 'Sample', props);
    case 'lambda':
      return new LambdaApplication(scope, 'Sample', props);
    case 'ecs':
      return undefined;
  }
}

/** The name of the application, as a reference, so that what uses it is made after it. */
export const sampleApplicationName = ({ sample: application }: Applications): string =>
  application?.applicationName ?? applicationNames.sample;

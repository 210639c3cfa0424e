/** Groups, configurations and revisions. */
import type { GetApplicationRevisionOutput, GetDeploymentConfigOutput, GetDeploymentGroupOutput } from '@aws-sdk/client-codedeploy';
import * as v from 'valibot';
import { AwsError } from '../../../cloud/aws-error';
import type { Cloud } from '../../../cloud/cloud';
import { validated } from '../../../cloud/validated';
import { findRevision, type Store } from '../store';
import { configView, groupView, revisionView } from '../views';
import { name, revision, toLocation } from './members';
import { applicationNeed, groupNeed } from './needs';

export const catalogueOperations = (cloud: Cloud, store: Store) => ({
  GetDeploymentGroup: validated(v.object({ applicationName: name, deploymentGroupName: name }), {
    needs: (input) => groupNeed(cloud, 'GetDeploymentGroup', input.applicationName, input.deploymentGroupName),
    run: (input): GetDeploymentGroupOutput => ({
      deploymentGroupInfo: groupView(store.group(input.applicationName, input.deploymentGroupName)),
    }),
  }),
  GetDeploymentConfig: validated(v.object({ deploymentConfigName: name }), {
    needs: (input) => [
      {
        action: 'codedeploy:GetDeploymentConfig',
        resource: cloud.arn('codedeploy', `deploymentconfig:${input.deploymentConfigName}`),
      },
    ],
    run: (input): GetDeploymentConfigOutput => ({
      deploymentConfigInfo: configView(store.config(input.deploymentConfigName)),
    }),
  }),
  RegisterApplicationRevision: validated(v.object({ applicationName: name, revision, description: v.optional(v.string()) }), {
    needs: (input) => applicationNeed(cloud, 'RegisterApplicationRevision', input.applicationName),
    run: (input) => {
      const application = store.application(input.applicationName);
      store.register(application, toLocation(input.revision), cloud.clock.now(), input.description);
    },
  }),
  GetApplicationRevision: validated(v.object({ applicationName: name, revision }), {
    needs: (input) => applicationNeed(cloud, 'GetApplicationRevision', input.applicationName),
    run: (input): GetApplicationRevisionOutput => {
      const application = store.application(input.applicationName);
      const known = findRevision(application, toLocation(input.revision));
      if (known !== undefined) return revisionView(application, known);
      throw new AwsError('RevisionDoesNotExistException', 'The specified revision is not registered with the application.');
    },
  }),
});

import type { ActionTypeId } from '@aws-sdk/client-codepipeline';
import { runApproval } from './approval';
import { runCodeBuild } from './code-build';
import { runCodeDeploy } from './code-deploy';
import { runEcs } from './ecs';
import { runLambda } from './lambda';
import type { ActionRunner } from './runner';
import { runS3Source } from './source';

const providers: Readonly<Record<string, ActionRunner>> = {
  'Source/AWS/S3/1': runS3Source,
  'Build/AWS/CodeBuild/1': runCodeBuild,
  'Deploy/AWS/CodeDeploy/1': runCodeDeploy,
  'Deploy/AWS/ECS/1': runEcs,
  'Invoke/AWS/Lambda/1': runLambda,
  'Approval/AWS/Manual/1': runApproval,
};

/** The runner of an action type; undefined where the rehearsal has none. */
export const providerOf = (type: Partial<ActionTypeId> | undefined): ActionRunner | undefined =>
  providers[`${type?.category}/${type?.owner}/${type?.provider}/${type?.version}`];

export const supportedProviders: readonly string[] = Object.keys(providers);

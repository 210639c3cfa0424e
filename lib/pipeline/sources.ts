import { Artifact, GitPullRequestEvent, ProviderType, type IAction, type TriggerProps } from 'aws-cdk-lib/aws-codepipeline';
import { CodeStarConnectionsSourceAction, S3SourceAction, S3Trigger } from 'aws-cdk-lib/aws-codepipeline-actions';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Config } from '../config/config';
import type { ConnectionConfig } from '../config/sections/release-source';
import { sourceKeys } from '../foundation/names';
import type { ReleaseArtifacts } from './artifacts';

/** What the Source stage does. */
export interface SourcePlan {
  readonly actions: readonly IAction[];
  /** What starts the pipeline, where CodePipeline itself does. Otherwise a rule on uploads does. */
  readonly trigger?: TriggerProps;
  /** What a build step makes the release of; absent where the release comes ready. */
  readonly sources?: Artifact;
}

/** Ready releases from the bucket; or sources, from the bucket or a repository, where there is a build step. */
export function sourcePlan({ connection, build }: Config, bucket: IBucket, release: ReleaseArtifacts): SourcePlan {
  if (connection !== undefined) return fromRepository(connection);
  // No trigger of its own: it would need a CloudTrail; a rule starts the pipeline.
  const fromBucket = (output: Artifact, actionName: string, bucketKey: string): IAction =>
    new S3SourceAction({ actionName, bucket, bucketKey, output, trigger: S3Trigger.NONE });
  if (build !== undefined) {
    const sources = new Artifact('Source');
    return { sources, actions: [fromBucket(sources, 'Source', sourceKeys.application)] };
  }
  return {
    actions: [
      fromBucket(release.application, 'Application', sourceKeys.application),
      fromBucket(release.tests, 'Tests', sourceKeys.tests),
      fromBucket(release.monspec, 'Monspec', sourceKeys.monspec),
    ],
  };
}

function fromRepository({ connectionArn, repository, branch, paths, pullRequests }: ConnectionConfig): SourcePlan {
  const sources = new Artifact('Source');
  const separator = repository.lastIndexOf('/');
  const sourceAction = new CodeStarConnectionsSourceAction({
    actionName: 'Source',
    connectionArn,
    owner: repository.slice(0, separator),
    repo: repository.slice(separator + 1),
    branch,
    output: sources,
    // The trigger below says which pushes start the pipeline.
    triggerOnPush: false,
  });
  const trigger: TriggerProps = {
    providerType: ProviderType.CODE_STAR_SOURCE_CONNECTION,
    gitConfiguration: {
      sourceAction,
      pushFilter: [{ branchesIncludes: [branch], ...(paths && { filePathsIncludes: paths }) }],
      ...(pullRequests && {
        pullRequestFilter: [{ branchesIncludes: pullRequests.branches, events: pullRequests.events.map((event) => events[event]) }],
      }),
    },
  };
  return { sources, actions: [sourceAction], trigger };
}

const events: Readonly<Record<NonNullable<ConnectionConfig['pullRequests']>['events'][number], GitPullRequestEvent>> = {
  opened: GitPullRequestEvent.OPEN,
  updated: GitPullRequestEvent.UPDATED,
  closed: GitPullRequestEvent.CLOSED,
};

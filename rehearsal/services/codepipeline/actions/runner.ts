/** What an action provider gets and gives. */
import type { ArtifactRevision } from '@aws-sdk/client-codepipeline';
import type { Cloud } from '../../../cloud/cloud';
import type { Principal } from '../../../cloud/service';
import type { Approvals } from '../approvals';
import type { Jobs } from '../jobs';
import type { ActionRun, Artifact, Execution, Pipeline } from '../model';

export interface ActionContext {
  readonly cloud: Cloud;
  readonly pipeline: Pipeline;
  readonly execution: Execution;
  readonly run: ActionRun;
  /** The role of the action, or else of the pipeline: whoever calls other services. */
  readonly role: Principal;
  readonly signal: AbortSignal;
  readonly jobs: Jobs;
  readonly approvals: Approvals;
}

export type ActionOutcome =
  | {
      readonly kind: 'succeeded';
      readonly summary?: string;
      readonly outputs?: readonly Artifact[];
      readonly revision?: ArtifactRevision;
      readonly variables?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly summary?: string };

/** Does the work of one action. AwsErrors thrown become a failed action; an abort, an abandoned one. */
export type ActionRunner = (context: ActionContext) => Promise<ActionOutcome>;

/** What a pipeline is while it runs. Times are virtual epoch milliseconds. */
import type {
  ActionDeclaration,
  ActionExecutionStatus,
  ArtifactRevision,
  ErrorDetails,
  ExecutionTrigger,
  PipelineDeclaration,
  PipelineExecutionStatus,
  SourceRevision,
  StageDeclaration,
  StageExecutionStatus,
} from '@aws-sdk/client-codepipeline';

/** An action as the template declares it, with the members that AWS requires. */
export type Action = ActionDeclaration & {
  readonly name: string;
  readonly runOrder: number;
  readonly configuration: Readonly<Record<string, string>>;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
};

export type Stage = Omit<StageDeclaration, 'actions' | 'name'> & { readonly name: string; readonly actions: readonly Action[] };

export type Declaration = Omit<PipelineDeclaration, 'stages' | 'name' | 'roleArn'> & {
  readonly name: string;
  readonly roleArn: string;
  readonly mode: ExecutionMode;
  readonly artifactBucket: string;
  /** By region, that of the pipeline among them. */
  readonly artifactBuckets: ReadonlyMap<string, string>;
  readonly stages: readonly Stage[];
};

export type ExecutionMode = 'SUPERSEDED' | 'QUEUED';

/** A file in the artifact bucket. */
export interface Artifact {
  readonly name: string;
  readonly bucket: string;
  readonly key: string;
  /** What the source calls the revision, for example an S3 version id. */
  readonly revisionId?: string;
}

/** One execution of one action. A retry makes a new one. */
export interface ActionRun {
  readonly id: string;
  readonly executionId: string;
  readonly stage: string;
  readonly action: Action;
  readonly roleArn: string;
  readonly startedAt: number;
  inputs: readonly Artifact[];
  configuration: Readonly<Record<string, string>>;
  outputs: readonly Artifact[];
  variables: Readonly<Record<string, string>>;
  status: ActionExecutionStatus;
  changedAt: number;
  /** Only while an approval waits for an answer. */
  token?: string;
  /** The token of an approval that was answered. */
  answered?: string;
  summary?: string;
  updatedBy?: string;
  externalId?: string;
  externalUrl?: string;
  error?: ErrorDetails;
}

export interface Execution {
  readonly id: string;
  readonly startedAt: number;
  readonly trigger: ExecutionTrigger;
  /** By artifact name. */
  readonly artifacts: Map<string, Artifact>;
  readonly revisions: ArtifactRevision[];
  readonly sources: SourceRevision[];
  /** Output variables by namespace, then by name. */
  readonly namespaces: Map<string, Readonly<Record<string, string>>>;
  /** Aborted when the execution is abandoned or the rehearsal ends. */
  readonly abort: AbortController;
  status: PipelineExecutionStatus;
  updatedAt: number;
  /** 1 for the first run; one more for every retry of a stage. */
  attempt: number;
  stop?: { readonly reason: string };
}

export interface StageRecord {
  readonly declaration: Stage;
  latest?: { readonly executionId: string; status: StageExecutionStatus };
  /** The newest run of each action, by action name. */
  readonly runs: Map<string, ActionRun>;
  transition: { readonly enabled: boolean; readonly by?: string; readonly at?: number; readonly reason?: string };
}

export interface Pipeline {
  readonly arn: string;
  readonly declaration: Declaration;
  readonly createdAt: number;
  readonly executions: Map<string, Execution>;
  readonly stages: readonly StageRecord[];
  /** Every action run, oldest first. */
  readonly history: ActionRun[];
}

/** What can be deployed again: one shape per kind of compute. Pure. */

/** A bundle in S3, which CodeDeploy brings to instances. */
export interface BundleRevision {
  readonly kind: 'bundle';
  readonly bucket: string;
  readonly key: string;
  readonly bundleType: string;
  readonly eTag?: string;
  readonly version?: string;
}

/** A published version of a Lambda function. */
export interface FunctionRevision {
  readonly kind: 'function-version';
  readonly functionName: string;
  readonly alias: string;
  /** Decimal, for example `12`; Lambda never gives a number twice. */
  readonly version: string;
  /** Base64 SHA-256 of the code, where it is known. */
  readonly codeSha256?: string;
}

/** A task definition of ECS. */
export interface TaskRevision {
  readonly kind: 'task-definition';
  /** With its revision number. */
  readonly taskDefinitionArn: string;
  /** The service's revision that runs it, where it is known. */
  readonly serviceRevisionArn?: string;
}

export type Revision = BundleRevision | FunctionRevision | TaskRevision;

/**
 * One text per revision. Code may be published twice and an ECS service may run a task definition under several service
 * revisions: what counts is the version, and the task definition.
 */
export const revisionKey = (revision: Revision): string => {
  switch (revision.kind) {
    case 'bundle':
      return JSON.stringify([revision.bucket, revision.key, revision.version, revision.eTag]);
    case 'function-version':
      return `${revision.functionName}:${revision.version}`;
    case 'task-definition':
      return revision.taskDefinitionArn;
  }
};

/** Whether two revisions are the same thing. */
export const sameRevision = (a: Revision, b: Revision): boolean => a.kind === b.kind && revisionKey(a) === revisionKey(b);

/** Where a revision is, for people. */
export const revisionAddress = (revision: Revision): string => {
  switch (revision.kind) {
    case 'bundle':
      return `s3://${revision.bucket}/${revision.key}${revision.version === undefined ? '' : ` version ${revision.version}`}`;
    case 'function-version':
      return `${revision.functionName} version ${revision.version}`;
    case 'task-definition':
      return revision.taskDefinitionArn;
  }
};

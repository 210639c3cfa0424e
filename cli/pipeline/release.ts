import {
  GetPipelineExecutionCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  paginateListPipelineExecutions,
} from '@aws-sdk/client-codepipeline';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { UserError } from '../errors';
import type { Clients } from './clients';
import { sourceObjects, type PipelineStructure } from './structure';

/** What is uploaded for one release. */
export interface ReleaseFiles {
  /** Name for people, shown by CodePipeline as the revision's summary; for example `Build 2`. */
  readonly label: string;
  readonly application: Uint8Array;
  /** Where absent, what the bucket holds from the release before stays. */
  readonly tests?: Uint8Array;
  readonly monspec?: Uint8Array;
}

/** The S3 metadata that CodePipeline shows as the summary of a source revision. */
const summaryMetadata = 'codepipeline-artifact-revision-summary';

/**
 * Uploads a release: tests and monspec first, the application last, because its upload starts the pipeline.
 * @returns the S3 version id of the application, which is the source revision of the execution that it starts.
 * @throws UserError when the pipeline has no S3 source for the application.
 */
export async function uploadRelease({ s3 }: Clients, structure: PipelineStructure, files: ReleaseFiles): Promise<string> {
  const sources = sourceObjects(structure);
  const put = async (artifact: string, body: Uint8Array): Promise<string> => {
    const source = sources.get(artifact);
    if (source === undefined)
      throw new UserError(
        `Pipeline "${structure.name}" has no S3 source with the output artifact "${artifact}", so there is nowhere to upload it to.`,
      );
    const { VersionId } = await s3.send(
      new PutObjectCommand({ Bucket: source.bucket, Key: source.key, Body: body, Metadata: { [summaryMetadata]: files.label } }),
    );
    if (VersionId === undefined)
      throw new UserError(
        `Bucket ${source.bucket} keeps no versions, so a release in it cannot be told from the one before. Switch versioning on.`,
      );
    return VersionId;
  };
  await Promise.all([
    files.tests === undefined ? undefined : put('Tests', files.tests),
    files.monspec === undefined ? undefined : put('Monspec', files.monspec),
  ]);
  // With a build step, what is uploaded are the sources that it makes the release of.
  return put(sources.has('Source') ? 'Source' : 'Application', files.application);
}

/** The execution that began last, or `undefined` where there is none: what an upload starts comes after it. */
export async function newestExecution({ codepipeline }: Clients, pipelineName: string): Promise<string | undefined> {
  const { pipelineExecutionSummaries } = await codepipeline.send(new ListPipelineExecutionsCommand({ pipelineName, maxResults: 1 }));
  return pipelineExecutionSummaries?.[0]?.pipelineExecutionId;
}

/**
 * Finds the execution that an uploaded application started, or `undefined` while there is none yet.
 * @param before the execution that was newest before the upload.
 * @throws UserError when a newer execution failed at a source: it will never say of which revision it is.
 */
export async function executionOf(
  clients: Clients,
  pipelineName: string,
  revisionId: string,
  before: string | undefined,
): Promise<string | undefined> {
  for await (const page of paginateListPipelineExecutions({ client: clients.codepipeline, pageSize: 20 }, { pipelineName })) {
    for (const { pipelineExecutionId = '', status, sourceRevisions } of page.pipelineExecutionSummaries ?? []) {
      if (pipelineExecutionId === before) return undefined;
      if (sourceRevisions?.some((revision) => revision.revisionId === revisionId)) return pipelineExecutionId;
      if (status === 'Failed') await unlessSourceFailed(clients, pipelineName, pipelineExecutionId);
    }
  }
  return undefined;
}

async function unlessSourceFailed({ codepipeline }: Clients, pipelineName: string, pipelineExecutionId: string): Promise<void> {
  const { actionExecutionDetails = [] } = await codepipeline.send(
    new ListActionExecutionsCommand({ pipelineName, filter: { pipelineExecutionId } }),
  );
  const failed = actionExecutionDetails.find(({ status, input }) => status === 'Failed' && input?.actionTypeId?.category === 'Source');
  if (failed === undefined) return;
  const why = failed.output?.executionResult?.errorDetails?.message ?? 'no reason given';
  throw new UserError(
    `Execution ${pipelineExecutionId} of "${pipelineName}" could not read the release, at ${failed.stageName}/${failed.actionName}: ${why}`,
    1,
  );
}

/** CodePipeline's status of an execution, for example `InProgress`, `Succeeded`, `Failed`. */
export async function executionStatus({ codepipeline }: Clients, pipelineName: string, pipelineExecutionId: string): Promise<string> {
  const { pipelineExecution } = await codepipeline.send(new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId }));
  return pipelineExecution?.status ?? 'Unknown';
}

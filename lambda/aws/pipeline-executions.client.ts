import { CodePipelineClient, GetPipelineExecutionCommand } from '@aws-sdk/client-codepipeline';
import type { ArtifactRevision } from '@aws-sdk/client-codepipeline';
import type { PipelineExecution, PipelineExecutions, SourceRevision } from '../gate/ports/pipelines';
import { clientOptions } from './client-options';

const toSource = ({ name, revisionId, revisionSummary }: ArtifactRevision): SourceRevision => ({
  artifact: name ?? '',
  ...(revisionId ? { revisionId } : {}),
  ...(revisionSummary ? { summary: revisionSummary } : {}),
});

/** What a pipeline execution releases, and whether it is a rollback of CodePipeline's own. */
export class CodePipelineExecutions implements PipelineExecutions {
  constructor(private readonly client: CodePipelineClient = new CodePipelineClient(clientOptions)) {}

  async read(pipelineName: string, pipelineExecutionId: string): Promise<PipelineExecution> {
    const { pipelineExecution } = await this.client.send(new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId }));
    return {
      type: pipelineExecution?.executionType === 'ROLLBACK' ? 'ROLLBACK' : 'STANDARD',
      sources: (pipelineExecution?.artifactRevisions ?? []).map(toSource),
    };
  }
}

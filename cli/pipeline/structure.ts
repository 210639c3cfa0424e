import { GetPipelineCommand, type ActionDeclaration, type PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import { UserError } from '../errors';
import type { Clients } from './clients';

/** An action as the pipeline declares it. */
export interface ActionStructure {
  readonly name: string;
  readonly provider: string;
  readonly runOrder: number;
  readonly configuration: Readonly<Record<string, string>>;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Role that the action runs with, where it has one of its own. */
  readonly roleArn?: string;
  /** Region that it runs in, where that is another than the pipeline's. */
  readonly region?: string;
}

/** A stage as the pipeline declares it. */
export interface StageStructure {
  readonly name: string;
  readonly actions: readonly ActionStructure[];
}

/** What a pipeline is made of. */
export interface PipelineStructure {
  readonly name: string;
  readonly stages: readonly StageStructure[];
}

/** Where a source artifact is uploaded to. */
export interface SourceObject {
  readonly bucket: string;
  readonly key: string;
}

/** Reads the declaration of a pipeline. @throws UserError when there is no pipeline of that name. */
export async function readStructure({ codepipeline }: Clients, name: string): Promise<PipelineStructure> {
  try {
    const { pipeline } = await codepipeline.send(new GetPipelineCommand({ name }));
    return { name, stages: stagesOf(pipeline) };
  } catch (error) {
    if (error instanceof Error && error.name === 'PipelineNotFoundException') {
      throw new UserError(
        `There is no pipeline "${name}" in this account and region. Deploy it first (npx cdk deploy --all), or name another with --pipeline.`,
      );
    }
    throw error;
  }
}

const stagesOf = (pipeline: PipelineDeclaration | undefined): readonly StageStructure[] =>
  (pipeline?.stages ?? []).map((stage) => ({ name: stage.name ?? '', actions: (stage.actions ?? []).map(actionOf) }));

const actionOf = (action: ActionDeclaration): ActionStructure => ({
  name: action.name ?? '',
  provider: action.actionTypeId?.provider ?? '',
  runOrder: action.runOrder ?? 1,
  configuration: action.configuration ?? {},
  inputs: (action.inputArtifacts ?? []).map((artifact) => artifact.name ?? ''),
  outputs: (action.outputArtifacts ?? []).map((artifact) => artifact.name ?? ''),
  ...(action.roleArn !== undefined && { roleArn: action.roleArn }),
  ...(action.region !== undefined && { region: action.region }),
});

/** Where each source artifact of the pipeline is uploaded to, by artifact name. */
export function sourceObjects(structure: PipelineStructure): ReadonlyMap<string, SourceObject> {
  const sources = new Map<string, SourceObject>();
  for (const action of structure.stages.flatMap((stage) => stage.actions)) {
    const { S3Bucket: bucket, S3ObjectKey: key } = action.configuration;
    const artifact = action.outputs[0];
    if (action.provider === 'S3' && bucket !== undefined && key !== undefined && artifact !== undefined)
      sources.set(artifact, { bucket, key });
  }
  return sources;
}

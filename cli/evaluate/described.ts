import { ParameterEnvironments } from '../../lambda/aws/environments.client';
import type { PipelineEnvironments } from '../../lambda/contract/pipeline-environments';
import { UserError } from '../errors';

/** Where the stacks keep what they say of a pipeline's environments. */
const prefix = '/unbreakable/environments';

/** What the stacks say of the environments of a pipeline; nothing where no pipeline is named. @throws UserError */
export async function describedEnvironments(pipeline: string | undefined): Promise<PipelineEnvironments> {
  if (pipeline === undefined) return { environments: {} };
  const reading = await new ParameterEnvironments(prefix).read(pipeline);
  if (reading.kind === 'unusable') throw new UserError(`--pipeline ${pipeline}: ${reading.detail}`);
  return reading.value;
}

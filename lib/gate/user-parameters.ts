import type { RegisterParameters } from '../../lambda/contract/user-parameters';
import { ConfigError } from '../config/config-error';

/** CodePipeline's limit. */
const mostCharacters = 1000;

/**
 * UserParameters of the RegisterValidation action: the parameters and CodePipeline's own name of the execution.
 * @throws ConfigError when CodePipeline would not take them.
 */
export function registerUserParameters(parameters: Omit<RegisterParameters, 'executionId'>): string {
  const text = JSON.stringify({ ...parameters, executionId: '#{codepipeline.PipelineExecutionId}' });
  if (text.length > mostCharacters) {
    throw new ConfigError([
      `The parameters of the gate have ${text.length} characters and may have ${mostCharacters}: shorten the names of comparison and service`,
    ]);
  }
  return text;
}

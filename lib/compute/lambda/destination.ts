import type { FunctionDestination } from '../../../lambda/contract/destination';
import { applicationNames, functionNames, groupNames, type EnvironmentName } from '../../foundation/names';

/** What an environment's alias is called. */
export const functionDestination = (environment: EnvironmentName): FunctionDestination => ({
  kind: 'function',
  applicationName: applicationNames.sample,
  deploymentGroupName: groupNames(environment).sample,
  functionName: functionNames(environment).sample,
  alias: functionNames(environment).alias,
});

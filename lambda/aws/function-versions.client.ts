import { GetAliasCommand, GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { FunctionDestination } from '../contract/destination';
import { GateError } from '../gate/gate-error';
import type { Revisions } from '../gate/ports/revisions';
import type { FunctionRevision } from '../gate/revision';
import { clientOptions } from './client-options';
import { isNamed } from './sdk-error';

/** Published versions of Lambda functions, and where aliases point. */
export class FunctionVersions implements Revisions<FunctionRevision> {
  constructor(private readonly client: LambdaClient = new LambdaClient(clientOptions)) {}

  /** The version that an alias points to; throws where there is no such alias. */
  async current({ functionName, alias }: FunctionDestination): Promise<string> {
    const { FunctionVersion: version } = await this.client.send(new GetAliasCommand({ FunctionName: functionName, Name: alias }));
    if (version === undefined) {
      throw new GateError('NoVersion', `Lambda names no version of ${functionName}:${alias}.`, 'Look at the alias in the console.');
    }
    return version;
  }

  async exists({ functionName, version }: FunctionRevision): Promise<boolean> {
    try {
      await this.client.send(new GetFunctionConfigurationCommand({ FunctionName: functionName, Qualifier: version }));
      return true;
    } catch (error) {
      if (isNamed(error, 'ResourceNotFoundException')) {
        return false;
      }
      throw error;
    }
  }
}

import { GetFunctionConfigurationCommand, LambdaClient, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { GateError } from '../gate/gate-error';
import { clientOptions } from './client-options';

/** The environment variables with which a function's next version will be published. */
export class FunctionVariables {
  constructor(private readonly client: LambdaClient = new LambdaClient(clientOptions)) {}

  /**
   * Makes sure that the function has these variables beside its others.
   * @returns the revision of the function that has them; `undefined` while it is being updated, by this call or another.
   */
  async ensure(functionName: string, wanted: Readonly<Record<string, string>>): Promise<string | undefined> {
    const { Environment: environment, LastUpdateStatus: status, RevisionId: revision } = await this.client.send(
      new GetFunctionConfigurationCommand({ FunctionName: functionName }),
    );
    if (status === 'InProgress') {
      return undefined;
    }
    // Variables that cannot be read would be lost with the update.
    if (revision === undefined || environment?.Error !== undefined) {
      const why = environment?.Error?.Message ?? 'Lambda names no revision of it';
      throw new GateError('NoVariables', `The variables of ${functionName} cannot be read: ${why}.`, 'Look at its key, and retry the stage.');
    }
    const has = environment?.Variables ?? {};
    if (Object.entries(wanted).every(([name, value]) => has[name] === value)) {
      return revision;
    }
    const variables = { Variables: { ...has, ...wanted } };
    await this.client.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: functionName, RevisionId: revision, Environment: variables }),
    );
    return undefined;
  }
}

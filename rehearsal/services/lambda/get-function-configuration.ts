import type { Operation } from '../../cloud/service';
import type { FunctionRegistry } from './function-registry';

/** What GetFunctionConfiguration answers of a function here. */
export interface FunctionConfigurationOutput {
  readonly FunctionName: string;
  readonly FunctionArn: string;
  readonly Role: string;
  readonly Runtime: string;
  readonly Handler: string;
  readonly MemorySize: number;
  readonly Timeout: number;
  readonly State: 'Active';
  readonly LastUpdateStatus: 'Successful';
}

/** The operation GetFunctionConfiguration. */
export const getFunctionConfiguration = (
  registry: FunctionRegistry,
): Operation<{ readonly FunctionName: string }, FunctionConfigurationOutput> => ({
  needs: (input) => [{ action: 'lambda:GetFunctionConfiguration', resource: registry.arnOf(input.FunctionName) }],
  run: (input) => {
    const { config } = registry.find(input.FunctionName);
    return {
      FunctionName: config.name,
      FunctionArn: config.arn,
      Role: config.roleArn,
      Runtime: config.runtime,
      Handler: config.handler,
      MemorySize: config.memoryMegabytes,
      Timeout: config.timeoutSeconds,
      State: 'Active',
      LastUpdateStatus: 'Successful',
    };
  },
});

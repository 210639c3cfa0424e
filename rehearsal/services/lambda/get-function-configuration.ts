import type { Cloud } from '../../cloud/cloud';
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
  readonly Version: string;
  readonly CodeSha256: string;
  readonly State: 'Active';
  readonly LastUpdateStatus: 'Successful' | 'InProgress';
  readonly RevisionId: string;
  readonly Environment?: { readonly Variables: Readonly<Record<string, string>> };
}

/** The configuration of a version, or of $LATEST, at a virtual time. Throws ResourceNotFoundException. */
export const configurationOf = (
  registry: FunctionRegistry,
  now: number,
  functionName: string,
  version: string,
): FunctionConfigurationOutput => {
  const versions = registry.versionsOf(functionName);
  const arn = registry.functionArn(functionName);
  const { deployed, sha256 } = version === '$LATEST' ? versions.latest : versions.version(version, arn);
  const { config } = deployed;
  return {
    FunctionName: config.name,
    FunctionArn: version === '$LATEST' ? config.arn : `${config.arn}:${version}`,
    Role: config.roleArn,
    Runtime: config.runtime,
    Handler: config.handler,
    MemorySize: config.memoryMegabytes,
    Timeout: config.timeoutSeconds,
    Version: version,
    CodeSha256: sha256,
    State: 'Active',
    LastUpdateStatus: version === '$LATEST' && versions.isUpdating(now) ? 'InProgress' : 'Successful',
    RevisionId: versions.revisionId(now),
    ...(Object.keys(config.variables).length === 0 ? {} : { Environment: { Variables: config.variables } }),
  };
};

interface Input {
  readonly FunctionName: string;
  /** A version; without it $LATEST. */
  readonly Qualifier?: string | undefined;
}

/** The operation GetFunctionConfiguration. */
export const getFunctionConfiguration = (cloud: Cloud, registry: FunctionRegistry): Operation<Input, FunctionConfigurationOutput> => ({
  needs: ({ FunctionName, Qualifier }) => [
    { action: 'lambda:GetFunctionConfiguration', resource: registry.arnOf(FunctionName, Qualifier) },
  ],
  run: ({ FunctionName, Qualifier }) => configurationOf(registry, cloud.clock.now(), FunctionName, Qualifier ?? '$LATEST'),
});

import type { Cloud } from '../../cloud/cloud';
import { preloadOptions } from '../../clock/preload-options';
import type { FunctionConfig } from './function-config';

/** What the service says of itself to the code, in the names of Lambda. */
const lambdaVariables = (config: FunctionConfig, place: Place): Record<string, string> => ({
  AWS_EXECUTION_ENV: `AWS_Lambda_${config.runtime}`,
  AWS_LAMBDA_FUNCTION_NAME: config.name,
  AWS_LAMBDA_FUNCTION_VERSION: config.version,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(config.memoryMegabytes),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: config.logGroup,
  AWS_LAMBDA_LOG_STREAM_NAME: place.logStream,
  LAMBDA_TASK_ROOT: place.codeFolder,
  _HANDLER: config.handler,
});

const accessVariables = (cloud: Cloud, roleArn: string): Record<string, string> => {
  const credentials = cloud.credentials(roleArn);
  return {
    AWS_REGION: cloud.region,
    AWS_DEFAULT_REGION: cloud.region,
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    // The SDK's notice about the laptop's Node version is not the function's doing.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
};

/** Where one process of a function lives. */
export interface Place {
  readonly codeFolder: string;
  readonly logStream: string;
}

/**
 * The environment of a function's process: what the template sets, what Lambda sets, the virtual clock, and nothing
 * of the laptop's but its PATH.
 */
export const processEnvironment = (cloud: Cloud, config: FunctionConfig, place: Place): Record<string, string> => {
  const preload = preloadOptions(cloud, { timers: 'real' });
  const ownOptions = config.variables['NODE_OPTIONS'];
  return {
    PATH: process.env['PATH'] ?? '',
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    ...config.variables,
    ...lambdaVariables(config, place),
    ...accessVariables(cloud, config.roleArn),
    ...preload,
    NODE_OPTIONS: ownOptions === undefined ? preload.NODE_OPTIONS : `${preload.NODE_OPTIONS} ${ownOptions}`,
  };
};

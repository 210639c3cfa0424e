import type { LifecycleErrorCode } from '@aws-sdk/client-codedeploy';

/** Why a lifecycle event failed, as the CodeDeploy agent reports it. */
export class AgentError extends Error {
  override readonly name = 'AgentError';

  constructor(
    readonly code: LifecycleErrorCode,
    message: string,
    readonly scriptName = '',
    /** The last lines that the script wrote. */
    readonly logTail = '',
  ) {
    super(message);
  }
}

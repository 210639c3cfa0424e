import { Logger } from '@aws-lambda-powertools/logger';
import { readEnvironment } from '../aws/environment';
import { tellAdapters, tellVariables } from '../aws/tell-adapters';
import { GateError } from './gate-error';
import { parseFailedWorkflow } from './observing/failed-workflow';
import { watch } from './watchdog';

const logger = new Logger({ serviceName: 'gate-watchdog' });
const ports = tellAdapters(readEnvironment(tellVariables), Date.now);

/** Rule on workflow executions that failed, timed out or were aborted. */
export const handler = async (event: unknown): Promise<void> => {
  const failed = parseFailedWorkflow(event);
  if (failed === undefined) {
    throw new GateError(
      'NotAFailedWorkflow',
      'The event tells of no failed workflow of a gate.',
      'Let only the gate’s rule invoke this function.',
    );
  }
  const outcome = await watch(failed, ports, Date.now());
  logger.warn('A workflow failed', { validationId: failed.validationId, status: failed.status, outcome });
};

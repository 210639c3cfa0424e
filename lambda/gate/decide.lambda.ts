import { Logger } from '@aws-lambda-powertools/logger';
import { CodePipelineApprovals } from '../aws/approvals.client';
import { readEnvironment } from '../aws/environment';
import { ParameterSwitch } from '../aws/switch.client';
import { tellAdapters, tellVariables } from '../aws/tell-adapters';
import type { WorkflowState } from '../contract/workflow';
import { decide } from './decide';
import { parseWorkflowState } from './workflow-input';

const logger = new Logger({ serviceName: 'gate-decide' });
const environment = readEnvironment([...tellVariables, 'switchParameter']);
const ports = {
  ...tellAdapters(environment, Date.now),
  approvals: new CodePipelineApprovals(),
  killSwitch: new ParameterSwitch(environment.switchParameter),
};

/** The workflow's step Decide. */
export const handler = async (event: unknown): Promise<WorkflowState> => {
  const next = await decide(parseWorkflowState(event), ports, Date.now());
  logger.info('Decided', { next });
  return next;
};

import { Logger } from '@aws-lambda-powertools/logger';
import { CodePipelineApprovals } from '../aws/approvals.client';
import { readEnvironment } from '../aws/environment';
import { tellAdapters, tellVariables } from '../aws/tell-adapters';
import { observe } from './observe';
import { parsePipelineEvent } from './observing/event';

const logger = new Logger({ serviceName: 'gate-observe' });
const ports = { ...tellAdapters(readEnvironment(tellVariables), Date.now), approvals: new CodePipelineApprovals() };

/** Rules on state changes of approvals and of pipeline executions. */
export const handler = async (event: unknown): Promise<void> => {
  const observation = await observe(parsePipelineEvent(event), ports, Date.now());
  logger.info('Observed', { observation });
};

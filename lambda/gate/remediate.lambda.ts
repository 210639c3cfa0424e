import { Logger } from '@aws-lambda-powertools/logger';
import { storedRevisions } from '../aws/accounts/revisions';
import { deployers } from '../aws/accounts/deployers';
import { DocumentsTable } from '../aws/documents.client';
import { readEnvironment } from '../aws/environment';
import { ParameterEnvironments } from '../aws/environments.client';
import { ParameterSwitch } from '../aws/switch.client';
import { tellAdapters, tellVariables } from '../aws/tell-adapters';
import type { WorkflowState } from '../contract/workflow';
import { LedgerClaims } from '../healing/gate-claims';
import { remediate } from './remediate';
import { parseWorkflowState } from './workflow-input';

const logger = new Logger({ serviceName: 'gate-remediate' });
const environment = readEnvironment([...tellVariables, 'switchParameter', 'environmentsPrefix']);
const ports = {
  ...tellAdapters(environment, Date.now),
  killSwitch: new ParameterSwitch(environment.switchParameter),
  environments: new ParameterEnvironments(environment.environmentsPrefix),
  deployments: deployers('redeploy'),
  revisions: storedRevisions('redeploy'),
  claims: new LedgerClaims(new DocumentsTable(environment.validationsTable)),
};

/** The workflow's step Remediate. */
export const handler = async (event: unknown): Promise<WorkflowState> => {
  const next = await remediate(parseWorkflowState(event), ports, Date.now());
  logger.info('Remediation went on', { next });
  return next;
};

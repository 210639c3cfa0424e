import { Logger } from '@aws-lambda-powertools/logger';
import { keptCloudWatch } from '../aws/accounts/cloudwatch';
import { histories } from '../aws/accounts/deployments';
import { defaultProvider } from '../aws/credential-provider';
import { DocumentsTable } from '../aws/documents.client';
import { readEnvironment } from '../aws/environment';
import { ParameterEnvironments } from '../aws/environments.client';
import { EvidenceBucket } from '../aws/evidence.client';
import { keptPoints } from '../aws/kept-points';
import { ValidationsTable } from '../aws/validations.client';
import type { WorkflowState } from '../contract/workflow';
import { LedgerClaims } from '../healing/gate-claims';
import { composeSources } from '../sources/composed-source';
import { configuredSources } from '../sources/configured-sources';
import { look } from './look';
import { keptTimes } from './looking/history/kept-times';
import { parseWorkflowState } from './workflow-input';

const logger = new Logger({ serviceName: 'gate-look' });
const environment = readEnvironment(['validationsTable', 'evidenceBucket', 'environmentsPrefix']);
const deployments = histories();
const ports = {
  validations: new ValidationsTable(environment.validationsTable),
  evidence: new EvidenceBucket(environment.evidenceBucket),
  environments: new ParameterEnvironments(environment.environmentsPrefix),
  claims: new LedgerClaims(new DocumentsTable(environment.validationsTable)),
  deployments,
  times: keptTimes(deployments, Date.now),
  // CloudWatch first: it supplies what several sources could.
  source: composeSources([
    { source: keptCloudWatch(environment.evidenceBucket, Date.now) },
    ...configuredSources(process.env, defaultProvider(), (place) => keptPoints(environment.evidenceBucket, place)),
  ]),
};

/** The workflow's step Look. */
export const handler = async (event: unknown): Promise<WorkflowState> => {
  const next = await look(parseWorkflowState(event), ports, Date.now());
  logger.info('Looked', { next });
  return next;
};

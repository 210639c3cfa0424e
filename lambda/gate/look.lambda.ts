import { Logger } from '@aws-lambda-powertools/logger';
import { ComputeHistory } from '../aws/history.client';
import { DocumentsTable } from '../aws/documents.client';
import { readEnvironment } from '../aws/environment';
import { ParameterEnvironments } from '../aws/environments.client';
import { EvidenceBucket } from '../aws/evidence.client';
import { S3PointsCache } from '../aws/points-cache.client';
import { ValidationsTable } from '../aws/validations.client';
import type { WorkflowState } from '../contract/workflow';
import { LedgerClaims } from '../healing/gate-claims';
import { CloudWatchSource } from '../sources/cloudwatch/cloudwatch-source';
import { cloudWatchClient } from '../sources/cloudwatch/cloudwatch.client';
import { TaggedEntities } from '../sources/cloudwatch/entities.client';
import { ApplicationSignalsBudgets } from '../sources/cloudwatch/error-budgets.client';
import { composeSources } from '../sources/composed-source';
import { configuredSources } from '../sources/configured-sources';
import { LayeredCache, MemoryCache } from '../sources/points-cache';
import { look } from './look';
import { parseWorkflowState } from './workflow-input';

const logger = new Logger({ serviceName: 'gate-look' });
const environment = readEnvironment(['validationsTable', 'evidenceBucket', 'environmentsPrefix']);
const cloudWatch = cloudWatchClient();
const ports = {
  validations: new ValidationsTable(environment.validationsTable),
  evidence: new EvidenceBucket(environment.evidenceBucket),
  environments: new ParameterEnvironments(environment.environmentsPrefix),
  claims: new LedgerClaims(new DocumentsTable(environment.validationsTable)),
  deployments: new ComputeHistory(),
  // CloudWatch first: it supplies what several sources could.
  source: composeSources([
    {
      source: new CloudWatchSource(cloudWatch, {
        clock: () => Date.now(),
        cache: new LayeredCache(new MemoryCache(), new S3PointsCache(environment.evidenceBucket, 'points/cloudwatch/')),
        entities: new TaggedEntities(),
        budgets: new ApplicationSignalsBudgets(),
      }),
    },
    ...configuredSources(process.env, cloudWatch.config.credentials),
  ]),
};

/** The workflow's step Look. */
export const handler = async (event: unknown): Promise<WorkflowState> => {
  const next = await look(parseWorkflowState(event), ports, Date.now());
  logger.info('Looked', { next });
  return next;
};

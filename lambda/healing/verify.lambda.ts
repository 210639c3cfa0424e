import { Logger } from '@aws-lambda-powertools/logger';
import { defaultProvider } from '../aws/credential-provider';
import { plainCloudWatch } from '../aws/accounts/plain-cloudwatch';
import { DocumentsTable } from '../aws/documents.client';
import { ParameterEnvironments } from '../aws/environments.client';
import { EvidenceBucket } from '../aws/evidence.client';
import { readHealingEnvironment } from '../aws/healing-environment';
import { ParameterSettings } from '../aws/healing-settings.client';
import { ValidationsTable } from '../aws/validations.client';
import type { HealingState } from '../contract/healing-workflow';
import { judge } from '../judge/judge';
import { composeSources } from '../sources/composed-source';
import { configuredSources } from '../sources/configured-sources';
import { parseHealingState } from './step';
import { verify } from './verify';

const logger = new Logger({ serviceName: 'healing-verify' });
const environment = readHealingEnvironment(['validationsTable', 'evidenceBucket', 'environmentsPrefix', 'settingsPrefix']);
const ports = {
  documents: new DocumentsTable(environment.validationsTable),
  validations: new ValidationsTable(environment.validationsTable),
  evidence: new EvidenceBucket(environment.evidenceBucket),
  environments: new ParameterEnvironments(environment.environmentsPrefix),
  settings: new ParameterSettings(environment.settingsPrefix),
  // CloudWatch first, as in the gate: it supplies what several sources could.
  source: composeSources([{ source: plainCloudWatch(Date.now) }, ...configuredSources(process.env, defaultProvider())]),
  judge,
};

/** The workflow's step Verify. */
export const handler = async (event: unknown): Promise<HealingState> => {
  const next = await verify(parseHealingState(event), ports, Date.now());
  logger.info('Measured the recovery', { next });
  return next;
};

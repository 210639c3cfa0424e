import { Logger } from '@aws-lambda-powertools/logger';
import { defaultProvider } from '../aws/credential-provider';
import { plainCloudWatch } from '../aws/accounts/plain-cloudwatch';
import { storedRevisions } from '../aws/accounts/revisions';
import { deployers } from '../aws/accounts/deployers';
import { ParameterEnvironments } from '../aws/environments.client';
import { EvidenceBucket } from '../aws/evidence.client';
import { DocumentsTable } from '../aws/documents.client';
import { readHealingEnvironment } from '../aws/healing-environment';
import { ParameterSettings } from '../aws/healing-settings.client';
import { CodePipelinePromotions } from '../aws/promotions.client';
import { ParameterSwitch } from '../aws/switch.client';
import { ValidationsTable } from '../aws/validations.client';
import type { HealingState } from '../contract/healing-workflow';
import { judge } from '../judge/judge';
import { composeSources } from '../sources/composed-source';
import { configuredSources } from '../sources/configured-sources';
import { plan } from './plan';
import { parseHealingState } from './step';

const logger = new Logger({ serviceName: 'healing-plan' });
const environment = readHealingEnvironment([
  'validationsTable',
  'evidenceBucket',
  'switchParameter',
  'environmentsPrefix',
  'settingsPrefix',
]);
const ports = {
  documents: new DocumentsTable(environment.validationsTable),
  validations: new ValidationsTable(environment.validationsTable),
  evidence: new EvidenceBucket(environment.evidenceBucket),
  environments: new ParameterEnvironments(environment.environmentsPrefix),
  settings: new ParameterSettings(environment.settingsPrefix),
  killSwitch: new ParameterSwitch(environment.switchParameter),
  promotions: new CodePipelinePromotions(),
  deployer: deployers('read'),
  revisions: storedRevisions('read'),
  // CloudWatch first, as in the gate: it supplies what several sources could.
  source: composeSources([{ source: plainCloudWatch(Date.now) }, ...configuredSources(process.env, defaultProvider())]),
  judge,
};

/** The workflow's step Plan. */
export const handler = async (event: unknown): Promise<HealingState> => {
  const next = await plan(parseHealingState(event), ports, Date.now());
  logger.info('Planned', { next });
  return next;
};

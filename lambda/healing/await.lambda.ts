import { Logger } from '@aws-lambda-powertools/logger';
import { deployers } from '../aws/accounts/deployers';
import { DocumentsTable } from '../aws/documents.client';
import { readHealingEnvironment } from '../aws/healing-environment';
import { ParameterSettings } from '../aws/healing-settings.client';
import type { HealingState } from '../contract/healing-workflow';
import { awaitRollback } from './await';
import { parseHealingState } from './step';

const logger = new Logger({ serviceName: 'healing-await' });
const environment = readHealingEnvironment(['validationsTable', 'settingsPrefix']);
const ports = {
  documents: new DocumentsTable(environment.validationsTable),
  settings: new ParameterSettings(environment.settingsPrefix),
  deployer: deployers('read'),
};

/** The workflow's step Await. */
export const handler = async (event: unknown): Promise<HealingState> => {
  const next = await awaitRollback(parseHealingState(event), ports, Date.now());
  logger.info('Looked at the rollback', { next });
  return next;
};

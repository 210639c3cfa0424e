import { Logger } from '@aws-lambda-powertools/logger';
import { healingTellAdapters, healingTellVariables } from '../aws/healing-adapters';
import { readHealingEnvironment } from '../aws/healing-environment';
import { ParameterSettings } from '../aws/healing-settings.client';
import type { HealingState } from '../contract/healing-workflow';
import { conclude } from './conclude';
import { parseHealingState } from './step';

const logger = new Logger({ serviceName: 'healing-conclude' });
const environment = readHealingEnvironment([...healingTellVariables, 'settingsPrefix']);
const ports = { ...healingTellAdapters(environment, Date.now), settings: new ParameterSettings(environment.settingsPrefix) };

/** The workflow's step Conclude. */
export const handler = async (event: unknown): Promise<HealingState> => {
  const next = await conclude(parseHealingState(event), ports, Date.now());
  logger.info('Concluded', { next });
  return next;
};

import { Logger } from '@aws-lambda-powertools/logger';
import { deployers } from '../aws/accounts/deployers';
import { healingTellAdapters, healingTellVariables } from '../aws/healing-adapters';
import { readHealingEnvironment } from '../aws/healing-environment';
import { ParameterSettings } from '../aws/healing-settings.client';
import { CodePipelinePromotions } from '../aws/promotions.client';
import { AwsRunbooks } from '../aws/runbooks.client';
import { ParameterSwitch } from '../aws/switch.client';
import type { HealingState } from '../contract/healing-workflow';
import { act } from './act';
import { parseHealingState } from './step';

const logger = new Logger({ serviceName: 'healing-act' });
const environment = readHealingEnvironment([...healingTellVariables, 'switchParameter', 'settingsPrefix']);
const ports = {
  ...healingTellAdapters(environment, Date.now),
  settings: new ParameterSettings(environment.settingsPrefix),
  killSwitch: new ParameterSwitch(environment.switchParameter),
  promotions: new CodePipelinePromotions(),
  deployer: deployers('redeploy'),
  runbooks: new AwsRunbooks(Date.now),
};

/** The workflow's step Act. */
export const handler = async (event: unknown): Promise<HealingState> => {
  const next = await act(parseHealingState(event), ports, Date.now());
  logger.info('Acted', { next });
  return next;
};

import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { healingPrefix } from '../../../lambda/contract/healing-environment';
import type { EnvironmentHealing, HealingSettings } from '../../../lambda/contract/healing-settings';
import type { PipelineEnvironment } from '../../../lambda/contract/pipeline-environments';
import type { CloudHost } from '../../cloud/host';
import { watchWithDevOpsGuru } from '../../devops-guru/devops-guru';
import type { Insight } from '../../devops-guru/insight';
import type { Stage } from '../stage';

/**
 * Lets a DevOps Guru watch production; its events come over the bus, as they do on AWS. Alarms, whose severity is high,
 * are only recorded meanwhile, so that an insight is what production is healed for.
 * @returns how to stop it.
 */
export async function monitorByDevOpsGuru(
  stage: Stage,
  cloud: CloudHost,
  environment: string,
  { cloudwatch: { dimensions } }: PipelineEnvironment,
): Promise<() => Promise<void>> {
  const settings = await recordAlarmsOnly(stage);
  const stack = settings.environments[environment]?.match.stacks?.[0] ?? environment;
  return watchWithDevOpsGuru(cloud, { stack, dimensions }, (insight) => stage.tell({ kind: 'note', text: sentence(insight) }));
}

async function recordAlarmsOnly({ clients, structure }: Stage): Promise<HealingSettings> {
  const Name = `${healingPrefix}/${structure.name}`;
  const { Parameter } = await clients.ssm.send(new GetParameterCommand({ Name }));
  const settings = JSON.parse(Parameter?.Value ?? '') as HealingSettings;
  const environments = Object.fromEntries(Object.entries(settings.environments).map(([name, its]) => [name, withoutAlarms(its)]));
  await clients.ssm.send(new PutParameterCommand({ Name, Value: JSON.stringify({ environments }), Overwrite: true }));
  return settings;
}

const withoutAlarms = (environment: EnvironmentHealing): EnvironmentHealing => ({
  ...environment,
  rules: [{ severities: ['high'], mode: 'dry-run' }, ...(environment.rules ?? [])],
});

/** An event of DevOps Guru for people. */
const sentence = ({ id, stack, endTime }: Insight): string =>
  `DevOps Guru: insight ${id.slice(0, 8)}… about ${stack} is ${endTime === undefined ? 'open' : 'closed'}.`;

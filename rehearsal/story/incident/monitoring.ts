import { deploymentTag, destinationKey } from '../../../lambda/contract/destination';
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { readHealing } from '../../../cli/pipeline/healing';
import { UserError } from '../../../cli/errors';
import { healingPrefix, type DynatraceAccess, type WebhookSecrets } from '../../../lambda/contract/healing-environment';
import type { HealingSettings } from '../../../lambda/contract/healing-settings';
import type { PipelineEnvironment } from '../../../lambda/contract/pipeline-environments';
import type { CloudHost } from '../../cloud/host';
import { Dynatrace, type DynatraceEvent } from '../../dynatrace/dynatrace';
import type { Stage } from '../stage';

/** Secrets of this run's monitoring, which exists on this machine only. */
const secrets = { webhook: 'rehearsed-webhook-token', api: 'dt0c01.REHEARSED.API-TOKEN' };

/**
 * Sets up a Dynatrace beside the cloud as an operator would (docs/healing.md): both secrets are filled in, production's
 * problems are known by their tags alone, so that it reports them and not an alarm, and it watches production.
 * @returns how to stop it.
 * @throws UserError when the stacks have no healing with comments on problems.
 */
export async function monitorByDynatrace(stage: Stage, cloud: CloudHost, production: PipelineEnvironment): Promise<() => Promise<void>> {
  const { webhookUrl, webhookSecret, dynatraceSecret } = await readHealing(stage.clients);
  if (dynatraceSecret === undefined)
    throw new UserError('--incident=dynatrace: the stacks have no secret for Dynatrace. Set healing.dynatraceComments to true.');
  const { dynatrace, api } = await Dynatrace.start(cloud, secrets.api, (event) => stage.tell({ kind: 'note', text: sentence(event) }));
  const put = async (SecretId: string, value: WebhookSecrets | DynatraceAccess): Promise<void> => {
    await stage.clients.secrets.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(value) }));
  };
  await put(webhookSecret, { dynatrace: [secrets.webhook] });
  await put(dynatraceSecret, { url: api.url, token: secrets.api });
  await believeTagsOnly(stage);
  const service = { name: destinationKey(production.deployment), tags: [deploymentTag(production.deployment)] };
  dynatrace.watch(
    { service, dimensions: production.cloudwatch.dimensions, webhook: { url: `${webhookUrl}/dynatrace`, token: secrets.webhook } },
    api.url,
  );
  return async () => {
    await dynatrace.stop();
    await api.stop();
  };
}

/** Alarms know load balancers, Dynatrace knows tags: without entities an alarm is about no environment. */
async function believeTagsOnly({ clients, structure }: Stage): Promise<void> {
  const Name = `${healingPrefix}/${structure.name}`;
  const { Parameter } = await clients.ssm.send(new GetParameterCommand({ Name }));
  const { environments } = JSON.parse(Parameter?.Value ?? '') as HealingSettings;
  const tagged = Object.entries(environments).map(([name, its]) => [name, { ...its, match: { tags: its.match.tags ?? [] } }]);
  await clients.ssm.send(
    new PutParameterCommand({ Name, Value: JSON.stringify({ environments: Object.fromEntries(tagged) as object }), Overwrite: true }),
  );
}

/** An event of Dynatrace for people. */
function sentence(event: DynatraceEvent): string {
  switch (event.kind) {
    case 'notified':
      return `Dynatrace: problem ${event.problem.displayId} is ${event.problem.status === 'OPEN' ? 'open' : 'resolved'} (${event.problem.title}, ${event.problem.service.name}); the webhook answered ${event.status}.`;
    case 'commented':
      return `Dynatrace: comment on ${event.comment.pid}: ${event.comment.message}`;
  }
}

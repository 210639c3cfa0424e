import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { DescribeDocumentCommand } from '@aws-sdk/client-ssm';
import { ParameterSettings } from '../../lambda/aws/healing-settings.client';
import type { Runbook } from '../../lambda/contract/healing-settings';
import { healingPrefix } from '../../lambda/contract/healing-environment';
import type { VerifyClients } from './clients';
import type { Finding } from './difference';

/** Errors by which AWS says that there is no such thing. */
const absent = ['InvalidDocument', 'ResourceNotFoundException'];

/** Whether healing's settings can be read, and what their runbooks name is there. No runbook is run. */
export async function checkRunbooks(clients: Pick<VerifyClients, 'ssm' | 'secrets'>, pipeline: string): Promise<readonly Finding[]> {
  const { pipelines, unreadable } = await new ParameterSettings(healingPrefix, clients.ssm).read();
  const settings = pipelines.find((one) => one.pipeline === pipeline)?.settings;
  const runbooks = Object.entries(settings?.environments ?? {}).flatMap(([environment, { runbooks: some = [] }]) =>
    some.map((runbook) => checkRunbook(clients, environment, runbook)),
  );
  return [settingsOf(pipeline, settings !== undefined, unreadable), ...(await Promise.all(runbooks))];
}

function settingsOf(pipeline: string, read: boolean, unreadable: readonly string[]): Finding {
  const base = { area: 'healing', what: 'modes and limits', rehearsed: 'can be read' } as const;
  const fix = `Put valid JSON into the parameter ${healingPrefix}/${pipeline} (docs/healing.md), or deploy the stacks again.`;
  if (unreadable.length > 0) return { ...base, status: 'different', found: unreadable.join(' '), fix };
  return read
    ? { ...base, status: 'same', found: 'can be read' }
    : { ...base, status: 'different', found: 'there are none: nothing is healed', fix };
}

async function checkRunbook(
  { ssm, secrets }: Pick<VerifyClients, 'ssm' | 'secrets'>,
  environment: string,
  runbook: Runbook,
): Promise<Finding> {
  const name = runbook.kind === 'ssm' ? runbook.document : runbook.secret;
  const what = `${environment}: runbook ${runbook.kind === 'ssm' ? name : runbook.url}`;
  const base = { area: 'healing', what, rehearsed: 'can be run' } as const;
  try {
    await (runbook.kind === 'ssm'
      ? ssm.send(new DescribeDocumentCommand({ Name: name }))
      : secrets.send(new DescribeSecretCommand({ SecretId: name })));
    return { ...base, status: 'same', found: runbook.kind === 'ssm' ? 'the document is there' : 'the secret that signs its POST is there' };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const missing = absent.includes(error.name);
    return {
      ...base,
      status: missing ? 'different' : 'unknown',
      found: missing ? `there is no ${runbook.kind === 'ssm' ? 'document' : 'secret'} ${name}` : `${error.name}: ${error.message}`,
      fix: missing
        ? `Make ${name}, or name another in unbreakable.config.ts.`
        : 'Allow ssm:DescribeDocument and secretsmanager:DescribeSecret.',
    };
  }
}

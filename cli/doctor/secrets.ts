import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import type { Config } from '../../lib/config/config';
import type { Check } from './check';
import type { DoctorClients } from './clients';

/** A secret that the configuration names, and what for. */
interface Named {
  readonly option: string;
  readonly name: string;
}

/** Secrets of the account of the gate; a runbook's or pager's address may hold one, too. */
function namedIn({ dynatrace, prometheus, critical, healing }: Config): readonly Named[] {
  const { access } = prometheus ?? {};
  return [
    ...(dynatrace === undefined ? [] : [{ option: 'dynatrace.tokenSecretName', name: dynatrace.tokenSecretName }]),
    ...(access?.kind === 'bearer' ? [{ option: 'prometheus.access.tokenSecretName', name: access.tokenSecretName }] : []),
    ...(access?.kind === 'basic' ? [{ option: 'prometheus.access.passwordSecretName', name: access.passwordSecretName }] : []),
    ...critical.pagers
      .filter((pager) => pager.startsWith('secret:'))
      .map((pager) => ({ option: 'critical.pagers', name: pager.slice('secret:'.length) })),
    ...(healing.production.runbooks ?? []).flatMap((runbook) =>
      runbook.kind === 'http' ? [{ option: 'healing.production.runbooks', name: runbook.secret }] : [],
    ),
  ];
}

/** Whether the secrets that the configuration names are there; their values are not read. */
export const checkSecrets = ({ secrets }: DoctorClients, config: Config): Promise<readonly Check[]> =>
  Promise.all(namedIn(config).map((named) => checkSecret(secrets, named)));

async function checkSecret(client: DoctorClients['secrets'], { option, name }: Named): Promise<Check> {
  try {
    await client.send(new DescribeSecretCommand({ SecretId: name }));
    return { area: 'secrets', status: 'ok', found: `${name}, for ${option}, is there` };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
    return {
      area: 'secrets',
      status: 'missing',
      found: `${option} names the secret ${name}, which is not there`,
      fix: `Make it: aws secretsmanager create-secret --name ${name} --secret-string file://VALUE`,
    };
  }
}

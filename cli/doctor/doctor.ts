import type { Config, EnvironmentConfig } from '../../lib/config/config';
import { checkBootstrap, checkCredentials } from './account';
import { checkRegions, checkTrust, placeOfCaller, quotasElsewhere, strangeAccount } from './accounts';
import { orUnknown, type Check } from './check';
import type { DoctorClients } from './clients';
import { checkConfiguration } from './configuration';
import { checkMonspec } from './monspec';
import { checkQuotas } from './quotas';
import { checkSecrets } from './secrets';

/** What is looked at. */
export interface DoctorRequest {
  readonly clients: DoctorClients;
  /** The monspec file. */
  readonly monspec: string;
  /** A configuration instead of unbreakable.config.ts. */
  readonly configuration?: unknown;
}

const bootstrapFix = 'Allow ssm:GetParameter on /cdk-bootstrap/*, or look in the CloudFormation console for CDKToolkit.';

/** Looks at everything that a deployment needs, on this machine first, and changes nothing. */
export async function examine({ clients, monspec, configuration }: DoctorRequest): Promise<readonly Check[]> {
  const { config, checks } = await checkConfiguration(configuration);
  const local = [...checks, ...(await checkMonspec(monspec, config))];
  const { account, check } = await checkCredentials(clients);
  if (account === undefined) return [...local, check];
  return [
    ...local,
    check,
    ...(await orUnknown('bootstrap', bootstrapFix, () => checkBootstrap(clients.ssm, account))),
    ...(config === undefined ? [] : await checkForConfig(clients, config, account)),
  ];
}

/** What the configuration asks of the account, and of the others that it names. */
async function checkForConfig(clients: DoctorClients, config: Config, account: string): Promise<readonly Check[]> {
  const { accounts } = config;
  if (accounts === undefined)
    return [...(await secrets(clients, config)), ...(await quotas(clients, config, [config.staging, config.production]))];
  const region = await clients.sts.config.region();
  const place = placeOfCaller(accounts, account, region);
  if (place === undefined) return [strangeAccount(accounts, account, region)];
  if (place !== 'tools') return quotas(clients, config, [config[place]]);
  return [
    ...(await orUnknown('bootstrap', bootstrapFix, () => checkRegions(clients, accounts))),
    ...(await checkTrust(clients, accounts)),
    ...(await secrets(clients, config)),
    ...quotasElsewhere(accounts),
  ];
}

const secrets = (clients: DoctorClients, config: Config): Promise<readonly Check[]> =>
  orUnknown('secrets', 'Allow secretsmanager:DescribeSecret, or look in the Secrets Manager console.', () => checkSecrets(clients, config));

const quotas = (clients: DoctorClients, { compute }: Config, environments: readonly EnvironmentConfig[]): Promise<readonly Check[]> =>
  orUnknown('quotas', 'Allow servicequotas:GetServiceQuota, or look in the Service Quotas console.', () =>
    checkQuotas(clients, compute, environments),
  );

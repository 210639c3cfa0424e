import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { AccountsConfig, Place, PlaceName } from '../../lib/config/sections/accounts';
import { bootstrapCheck, bootstrapParameter, checkBootstrap } from './account';
import { nameAndMessage, type Check } from './check';
import type { DoctorClients } from './clients';

/** Which of the configured accounts the credentials are of. */
export function placeOfCaller(accounts: AccountsConfig, account: string, region: string): PlaceName | undefined {
  const places: readonly PlaceName[] = ['tools', 'staging', 'production'];
  return places.find((name) => accounts[name].id === account && accounts[name].region === region);
}

/** Credentials of an account that the configuration does not name say nothing about those that it names. */
export const strangeAccount = ({ tools }: AccountsConfig, account: string, region: string): Check => ({
  area: 'credentials',
  status: 'missing',
  found: `account ${account} in ${region} is none of those that unbreakable.config.ts names`,
  fix: `Log in to the tools account: ${tools.id}, with AWS_REGION=${tools.region}.`,
});

/** Whether CDK can deploy to the environments' accounts from the tools account: under the role of their bootstrap stacks, as it will. */
export const checkTrust = (clients: DoctorClients, { tools, staging, production }: AccountsConfig): Promise<readonly Check[]> =>
  Promise.all(
    Object.entries({ staging, production })
      .filter(([, { id, region }]) => id !== tools.id || region !== tools.region)
      .map(([name, place]) => checkOne(clients, tools.id, name, place)),
  );

/** Copies of the artifacts lie in the tools account, in every other region that is deployed to. */
export async function checkRegions({ ssm }: DoctorClients, { tools, staging, production }: AccountsConfig): Promise<readonly Check[]> {
  const regions = new Set([staging.region, production.region].filter((region) => region !== tools.region));
  const { credentials, endpoint } = ssm.config;
  const checks = await Promise.all(
    [...regions].map((region) => checkBootstrap(new SSMClient({ region, credentials, ...(endpoint && { endpoint }) }), tools.id)),
  );
  return checks.flat();
}

/** Limits of an account are those of whoever asks: each environment's are seen with credentials of its own account. */
export const quotasElsewhere = ({ tools, staging, production }: AccountsConfig): readonly Check[] =>
  Object.entries({ staging, production })
    .filter(([, { id, region }]) => id !== tools.id || region !== tools.region)
    .map(([name, { id, region }]) => ({
      area: 'quotas',
      status: 'unknown',
      found: `${name}: not looked at from the tools account`,
      fix: `With credentials of ${id} and AWS_REGION=${region}, run: npx unbreakable doctor`,
    }));

async function checkOne(clients: DoctorClients, trusted: string, name: string, place: Place): Promise<Check> {
  const fix = `With credentials of ${place.id}, run: npx cdk bootstrap aws://${place.id}/${place.region} --trust ${trusted} --cloudformation-execution-policies arn:aws:iam::aws:policy/AdministratorAccess`;
  const where = `${name} (${place.id} in ${place.region})`;
  try {
    const version = await bootstrapVersion(clients, place);
    const { found, ...check } = bootstrapCheck(version, fix, place.region);
    return { ...check, found: `${name} (${place.id}): ${found}` };
  } catch (error) {
    return { area: 'bootstrap', status: 'missing', found: `${where} cannot be deployed to from ${trusted}: ${nameAndMessage(error)}`, fix };
  }
}

async function bootstrapVersion({ sts, ssm }: DoctorClients, { id, region }: Place): Promise<string | undefined> {
  const RoleArn = `arn:aws:iam::${id}:role/cdk-hnb659fds-deploy-role-${id}-${region}`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'unbreakable-doctor' }));
  const { endpoint } = ssm.config;
  const client = new SSMClient({
    region,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      ...(Credentials?.SessionToken && { sessionToken: Credentials.SessionToken }),
    },
    ...(endpoint && { endpoint }),
  });
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: bootstrapParameter }));
    return Parameter?.Value;
  } finally {
    client.destroy();
  }
}

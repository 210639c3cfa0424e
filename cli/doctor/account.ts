import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { awsFailure } from '../aws-failure';
import { nameAndMessage, type Check } from './check';
import type { DoctorClients } from './clients';

/** Parameter of `cdk bootstrap` with the default qualifier. */
export const bootstrapParameter = '/cdk-bootstrap/hnb659fds/version';
/** What the templates' rule CheckBootstrapVersion asks for. */
const leastBootstrap = 6;

/** Who the credentials belong to. Without any that work, nothing else of the account can be looked at. */
export async function checkCredentials({ sts }: DoctorClients): Promise<{ readonly account: string | undefined; readonly check: Check }> {
  try {
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
    return {
      account: Account,
      check: { area: 'credentials', status: 'ok', found: `account ${Account}, region ${await sts.config.region()}, as ${Arn}` },
    };
  } catch (error) {
    const { what: found, fix } = awsFailure(error) ?? {
      what: nameAndMessage(error),
      fix: 'Log in (aws sso login, or AWS_PROFILE) and set AWS_REGION.',
    };
    return { account: undefined, check: { area: 'credentials', status: 'missing', found, fix } };
  }
}

/** Whether CDK can deploy to the account and region. */
export async function checkBootstrap(ssm: SSMClient, account: string): Promise<readonly Check[]> {
  const region = await ssm.config.region();
  const fix = `Run: npx cdk bootstrap aws://${account}/${region}`;
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: bootstrapParameter }));
    return [bootstrapCheck(Parameter?.Value, fix, region)];
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ParameterNotFound') throw error;
    return [{ area: 'bootstrap', status: 'missing', found: `${account} is not bootstrapped in ${region}`, fix }];
  }
}

/** Whether a version of the bootstrap stack is new enough. */
export const bootstrapCheck = (version: string | undefined, fix: string, region: string): Check =>
  Number(version) >= leastBootstrap
    ? { area: 'bootstrap', status: 'ok', found: `version ${version} in ${region}` }
    : { area: 'bootstrap', status: 'missing', found: `version ${version ?? 'none'} in ${region} is older than ${leastBootstrap}`, fix };

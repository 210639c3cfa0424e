/**
 * Compares a deployed system with the rehearsal: stacks and outputs, what roles may do, whether metrics arrive, alarms act
 * and somebody hears of it, the monspecs, and a test problem through the webhook. It changes nothing but the record of
 * that problem.
 */
import { randomUUID } from 'node:crypto';
import { sourceObjects } from '../pipeline/structure';
import { validationsOfPipeline } from '../pipeline/validations';
import { readAccount, type Account } from './account';
import { awsTime } from './aws-time';
import type { VerifyClients } from './clients';
import { readDeployed } from './deployed';
import { orUnknown, type Finding } from './difference';
import { notLookedAt, readElsewhere, type Elsewhere, type OpenClients } from './elsewhere';
import { checkHearing } from './hearing';
import { checkMetrics } from './metrics';
import { checkMonspec } from './monspec';
import { checkRoles } from './all-roles';
import type { Deployed } from './resources';
import { checkRunbooks } from './runbooks';
import { always, checkStacks, stacksHere, stacksOf } from './stacks';
import { checkWebhook } from './webhook';

/** What is verified. */
export interface VerifyRequest {
  readonly open: OpenClients;
  readonly pipeline: string;
  /** Whether a test problem is sent. */
  readonly webhook: boolean;
  /** Profiles of the AWS configuration files, by the names of environments that have accounts of their own. */
  readonly profiles?: Readonly<Record<string, string>>;
}

/** The system, as far as it could be read. */
interface Found {
  readonly tools: Account;
  readonly deployed: Deployed;
  readonly elsewhere: readonly Elsewhere[];
}

/**
 * Looks at everything. Without the stacks of the pipeline's account there is nothing else to look at.
 * @throws UserError where AWS cannot be asked at all, or the system cannot be found.
 */
export async function verify(request: VerifyRequest): Promise<readonly Finding[]> {
  const { open, pipeline, profiles = {} } = request;
  const tools = await readAccount(open({}));
  if (always.some((name) => !tools.stacks.some((stack) => stack.name === name))) return checkStacks(always, tools.stacks);
  const deployed = await readDeployed(tools, pipeline);
  const elsewhere = await readElsewhere(open, profiles, deployed);
  const found = { tools, deployed, elsewhere };
  return [...stacksOfAll(found), ...(await behaviour(request, found))];
}

function stacksOfAll({ tools, deployed, elsewhere }: Found): readonly Finding[] {
  const here = Object.keys(deployed.environments).filter((name) => !elsewhere.some(({ environment }) => environment === name));
  return [
    ...checkStacks(stacksHere(here), tools.stacks),
    ...elsewhere.flatMap((one) => (one.account ? checkStacks(stacksOf(one.environment), one.account.stacks) : [notLookedAt(one)])),
  ];
}

/** What it does, in contrast to what it is made of. */
async function behaviour({ open, pipeline, webhook }: VerifyRequest, { tools, deployed, elsewhere }: Found): Promise<readonly Finding[]> {
  const { clients } = tools;
  const accounts = [tools, ...elsewhere.flatMap(({ account }) => account ?? [])];
  const now = (): Promise<number> => awsTime(deployed.healing.webhookUrl);
  const all = await Promise.all([
    orUnknown('permissions', 'the roles', 'Allow iam:SimulatePrincipalPolicy, iam:GetRole and iam:ListAttachedRolePolicies.', () =>
      checkRoles(open, deployed, tools, accounts),
    ),
    orUnknown('metrics', 'of the load balancers', 'Allow cloudwatch:GetMetricData.', async () =>
      checkMetrics(clients.cloudwatch, deployed, elsewhere, await now()),
    ),
    orUnknown('alarms', 'and whom they tell', 'Allow cloudwatch:DescribeAlarms and sns:ListSubscriptionsByTopic.', async () =>
      checkHearing(deployed, tools, accounts, await now()),
    ),
    orUnknown(
      'monspec',
      'of the pipeline',
      'Allow s3:GetObject on the source and evidence buckets, dynamodb:Query on the validations.',
      () => monspecs(clients, deployed, pipeline),
    ),
    orUnknown('healing', 'modes, limits and runbooks', 'Allow ssm:GetParametersByPath on /unbreakable/healing.', () =>
      checkRunbooks(clients, pipeline),
    ),
    webhook ? webhookTest(clients, deployed, now) : [],
  ]);
  return all.flat();
}

const webhookTest = (clients: VerifyClients, { healing, gate }: Deployed, now: () => Promise<number>): Promise<readonly Finding[]> =>
  orUnknown('webhook', 'a signed test problem', 'Allow secretsmanager:GetSecretValue and dynamodb:GetItem; is the webhook reachable?', () =>
    checkWebhook({ clients, healing, table: gate.validationsTable, now, drawId: randomUUID }),
  );

async function monspecs(clients: VerifyClients, { structure, gate }: Deployed, pipeline: string): Promise<readonly Finding[]> {
  const validations = await validationsOfPipeline(clients, gate, pipeline);
  return checkMonspec({
    s3: clients.s3,
    source: sourceObjects(structure).get('Monspec'),
    evidenceBucket: gate.evidenceBucket,
    newest: validations.at(-1),
  });
}

/** 0 where all is as in the rehearsal; 1 where something differs or could not be found out. */
export const exitCodeOf = (findings: readonly Finding[]): 0 | 1 => (findings.every(({ status }) => status === 'same') ? 0 : 1);

/**
 * Compares a deployed system with the rehearsal: stacks and outputs, what roles may do, whether metrics arrive, the
 * monspecs, and a test problem through the webhook. It changes nothing but the record of that problem.
 */
import { randomUUID } from 'node:crypto';
import { validationsOfPipeline } from '../pipeline/validations';
import { sourceObjects } from '../pipeline/structure';
import { awsTime } from './aws-time';
import type { VerifyClients } from './clients';
import { readDeployed, readPlace } from './deployed';
import { orUnknown, type Finding } from './difference';
import { checkMetrics } from './metrics';
import { checkMonspec } from './monspec';
import { checkPermissions } from './permissions';
import { resourceArns, type Deployed } from './resources';
import { expectedRoles } from './roles';
import { checkStacks, readStacks, resourcesOf, type StackResource } from './stacks';
import { checkWebhook } from './webhook';

/** What is verified. */
export interface VerifyRequest {
  readonly clients: VerifyClients;
  readonly pipeline: string;
  /** Whether a test problem is sent. */
  readonly webhook: boolean;
}

/**
 * Looks at everything. Without stacks there is nothing else to look at.
 * @throws UserError where AWS cannot be asked at all, or the system cannot be found.
 */
export async function verify(request: VerifyRequest): Promise<readonly Finding[]> {
  const { clients, pipeline } = request;
  const place = await readPlace(clients);
  const stacks = await readStacks(clients.cloudformation);
  const findings = checkStacks(stacks);
  if (stacks.some(({ status }) => status === undefined)) return findings;
  const [foundation = [], gate = [], healing = []] = await Promise.all(
    ['UnbreakableFoundation', 'UnbreakableGate', 'UnbreakableHealing'].map((name) => resourcesOf(clients.cloudformation, name)),
  );
  const deployed = await readDeployed(clients, pipeline, place, { stacks, foundation, healing });
  return [...findings, ...(await behaviour(request, deployed, gate, healing))];
}

/** What it does, in contrast to what it is made of. */
async function behaviour(
  { clients, pipeline, webhook }: VerifyRequest,
  deployed: Deployed,
  gate: readonly StackResource[],
  healing: readonly StackResource[],
): Promise<readonly Finding[]> {
  const now = (): Promise<number> => awsTime(deployed.healing.webhookUrl);
  const all = await Promise.all([
    orUnknown('permissions', 'the roles of the functions', 'Allow iam:SimulatePrincipalPolicy on the roles.', () =>
      checkPermissions(clients.iam, expectedRoles(deployed.place, gate, healing), (part) => resourceArns(deployed, part)),
    ),
    orUnknown('metrics', 'of the load balancers', 'Allow cloudwatch:GetMetricData.', async () =>
      checkMetrics(clients.cloudwatch, deployed, await now()),
    ),
    orUnknown(
      'monspec',
      'of the pipeline',
      'Allow s3:GetObject on the source and evidence buckets, dynamodb:Query on the validations.',
      () => monspecs(clients, deployed, pipeline),
    ),
    webhook
      ? orUnknown(
          'webhook',
          'a signed test problem',
          'Allow secretsmanager:GetSecretValue and dynamodb:GetItem; is the webhook reachable?',
          () => checkWebhook({ clients, healing: deployed.healing, table: deployed.gate.validationsTable, now, drawId: randomUUID }),
        )
      : [],
  ]);
  return all.flat();
}

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

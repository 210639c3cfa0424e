import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { ECSClient } from '@aws-sdk/client-ecs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { deployers } from '../../lambda/aws/accounts/deployers';
import { perAccount } from '../../lambda/aws/accounts/per-account';
import { storedRevisions } from '../../lambda/aws/accounts/revisions';
import { Bundles } from '../../lambda/aws/bundles.client';
import { CodeDeployDeployer } from '../../lambda/aws/codedeploy-deployer.client';
import { DocumentsTable } from '../../lambda/aws/documents.client';
import { ParameterEnvironments } from '../../lambda/aws/environments.client';
import { EcsDeployer } from '../../lambda/aws/ecs-deployer.client';
import { EcsTaskDefinitions } from '../../lambda/aws/ecs-task-definitions.client';
import { EvidenceBucket } from '../../lambda/aws/evidence.client';
import { FunctionVersions } from '../../lambda/aws/function-versions.client';
import { ParameterSettings } from '../../lambda/aws/healing-settings.client';
import { CodePipelinePromotions } from '../../lambda/aws/promotions.client';
import { StoredRevisions } from '../../lambda/aws/revisions.client';
import { ParameterSwitch } from '../../lambda/aws/switch.client';
import { ValidationsTable } from '../../lambda/aws/validations.client';
import { deployerBy } from '../../lambda/aws/routing';
import type { AccountAccess } from '../../lambda/contract/account-access';
import type { GateDescription } from '../../lambda/contract/gate-description';
import { healingPrefix } from '../../lambda/contract/healing-environment';
import type { FactPorts } from '../../lambda/healing/planning/facts';
import type { Revisions } from '../../lambda/gate/ports/revisions';
import type { Deployer } from '../../lambda/healing/ports/deployer';
import type { Documents } from '../../lambda/healing/ports/documents';
import { judge } from '../../lambda/judge/judge';
import { CloudWatchSource } from '../../lambda/sources/cloudwatch/cloudwatch-source';
import { composeSources } from '../../lambda/sources/composed-source';
import { configuredSources } from '../../lambda/sources/configured-sources';
import { perAccountSource } from '../../lambda/sources/per-account-source';
import type { MetricSource } from '../../lambda/sources/source';
import { readOptions } from '../accounts/read-role';
import type { Clients } from '../pipeline/clients';

/** What the plan asks, of the account; what it writes (that a service has a problem) goes nowhere. */
export const dryPorts = (gate: GateDescription, clients: Clients, cloudWatch: CloudWatchClient): FactPorts => ({
  documents: readOnly(new DocumentsTable(gate.validationsTable, clients.dynamodb)),
  validations: new ValidationsTable(gate.validationsTable, clients.dynamodb),
  evidence: new EvidenceBucket(gate.evidenceBucket, clients.s3),
  environments: new ParameterEnvironments(gate.environmentsPrefix, clients.ssm),
  settings: new ParameterSettings(healingPrefix, clients.ssm),
  killSwitch: new ParameterSwitch(gate.switchParameter, clients.ssm),
  promotions: new CodePipelinePromotions(clients.codepipeline),
  deployer: deployers('read', (account) => deployerOf(clientsIn(account, clients))),
  revisions: storedRevisions('read', (account) => revisionsOf(clientsIn(account, clients))),
  source: composeSources([{ source: metricsOf(cloudWatch) }, ...configuredSources(process.env, cloudWatch.config.credentials)]),
  judge,
});

/** Clients of an environment's account; bundles are in the artifact bucket, which stays the caller's. */
type EnvironmentClients = Pick<Clients, 'codedeploy' | 'ecs' | 'lambda' | 's3'>;

const clientsIn = (account: AccountAccess | undefined, own: Clients): EnvironmentClients => {
  if (account === undefined) return own;
  const options = readOptions(account);
  return { codedeploy: new CodeDeployClient(options), ecs: new ECSClient(options), lambda: new LambdaClient(options), s3: own.s3 };
};

const deployerOf = ({ codedeploy, ecs, lambda }: EnvironmentClients): Deployer =>
  deployerBy(new CodeDeployDeployer(codedeploy, new FunctionVersions(lambda)), new EcsDeployer(ecs));

const revisionsOf = ({ ecs, lambda, s3 }: EnvironmentClients): Revisions =>
  new StoredRevisions(new Bundles(s3), new FunctionVersions(lambda), new EcsTaskDefinitions(ecs));

const metricsOf = (own: CloudWatchClient): MetricSource =>
  perAccountSource(
    'cloudwatch',
    perAccount(
      (account) =>
        new CloudWatchSource(account === undefined ? own : new CloudWatchClient(readOptions(account)), { clock: () => Date.now() }),
    ),
  );

const readOnly = (documents: Documents): Documents => ({
  read: (key) => documents.read(key),
  write: async () => 'written',
});

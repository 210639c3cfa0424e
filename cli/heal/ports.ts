import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { Bundles } from '../../lambda/aws/bundles.client';
import { CodeDeployDeployer } from '../../lambda/aws/codedeploy-deployer.client';
import { ComputeDeployer } from '../../lambda/aws/deployer.client';
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
import type { GateDescription } from '../../lambda/contract/gate-description';
import { healingPrefix } from '../../lambda/contract/healing-environment';
import type { FactPorts } from '../../lambda/healing/planning/facts';
import type { Documents } from '../../lambda/healing/ports/documents';
import { judge } from '../../lambda/judge/judge';
import { CloudWatchSource } from '../../lambda/sources/cloudwatch/cloudwatch-source';
import { composeSources } from '../../lambda/sources/composed-source';
import { configuredSources } from '../../lambda/sources/configured-sources';
import type { Clients } from '../pipeline/clients';

/** What the plan asks, of the account; what it writes (that a service has a problem) goes nowhere. */
export const dryPorts = (
  gate: GateDescription,
  { codedeploy, codepipeline, dynamodb, ecs, lambda, s3, ssm }: Clients,
  cloudWatch: CloudWatchClient,
): FactPorts => ({
  documents: readOnly(new DocumentsTable(gate.validationsTable, dynamodb)),
  validations: new ValidationsTable(gate.validationsTable, dynamodb),
  evidence: new EvidenceBucket(gate.evidenceBucket, s3),
  environments: new ParameterEnvironments(gate.environmentsPrefix, ssm),
  settings: new ParameterSettings(healingPrefix, ssm),
  killSwitch: new ParameterSwitch(gate.switchParameter, ssm),
  promotions: new CodePipelinePromotions(codepipeline),
  deployer: new ComputeDeployer(new CodeDeployDeployer(codedeploy, new FunctionVersions(lambda)), new EcsDeployer(ecs)),
  revisions: new StoredRevisions(new Bundles(s3), new FunctionVersions(lambda), new EcsTaskDefinitions(ecs)),
  source: composeSources([
    { source: new CloudWatchSource(cloudWatch, { clock: () => Date.now() }) },
    ...configuredSources(process.env, cloudWatch.config.credentials),
  ]),
  judge,
});

const readOnly = (documents: Documents): Documents => ({
  read: (key) => documents.read(key),
  write: async () => 'written',
});

import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { GatePermission, GateResource } from '../../lambda/contract/gate-permissions';

/** What only a gated pipeline knows; ReleaseGate grants it, pipeline by pipeline. */
export type PipelineResource = 'artifacts' | 'artifactBucket' | 'pipelines' | 'pipelineActions' | 'deploymentGroups' | 'deploymentApplications' | 'deploymentConfigs' | 'environmentParameters';

/** What the gate's own stack knows. */
export type ServiceResource = Exclude<GateResource, PipelineResource>;

/** The ARNs behind the names of resources. */
export type Arns<Resource extends GateResource> = Readonly<Record<Resource, readonly string[]>>;

/** The statements for those permissions whose resources are known here. */
export const statements = (permissions: readonly GatePermission[], arns: Partial<Arns<GateResource>>): PolicyStatement[] =>
  permissions.flatMap(({ actions, resource }) => {
    const resources = arns[resource];
    return resources === undefined ? [] : [new PolicyStatement({ actions: [...actions], resources: [...resources] })];
  });

/** What the report may do: read. */
export const reportPermissions: readonly GatePermission[] = [
  { actions: ['dynamodb:GetItem'], resource: 'table', reason: 'Reads one validation.' },
  { actions: ['dynamodb:Query'], resource: 'tableIndexes', reason: 'Reads the builds of a pipeline.' },
  { actions: ['s3:GetObject'], resource: 'evidence', reason: 'Reads what was measured.' },
  { actions: ['secretsmanager:GetSecretValue'], resource: 'reportSecret', reason: 'Checks the signature of the link.' },
];

import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { GatePermission, GateResource } from '../../lambda/contract/gate-permissions';
import { acknowledgeWildcard } from '../nag/acknowledge';

/** What only a gated pipeline knows; ReleaseGate grants it, pipeline by pipeline. */
export const pipelineResources = [
  'artifacts',
  'artifactBucket',
  'pipelines',
  'pipelineActions',
  'deploymentGroups',
  'deploymentApplications',
  'deploymentConfigs',
  'environmentParameters',
] as const satisfies readonly GateResource[];

/** One of them. */
export type PipelineResource = (typeof pipelineResources)[number];

/** What the gate's own stack knows. */
export type ServiceResource = Exclude<GateResource, PipelineResource>;

/** The ARNs behind the names of resources. */
export type Arns<Resource extends GateResource> = Readonly<Record<Resource, readonly string[]>>;

/** Why the ARNs of a resource hold a wildcard, where they do. */
const wildcards: Partial<Record<GateResource, string>> = {
  evidence: 'Keys hold the ids of executions, which only a run knows.',
  artifacts: 'CodePipeline gives artifacts random keys.',
  deploymentConfigs: 'It is only read, and a deployment group may name any.',
  any: 'AWS knows no resource for it.',
};

/** Grants those permissions whose resources are known here, and records why a wildcard is needed. */
export function grant(grantee: Role | Policy, permissions: readonly GatePermission[], arns: Partial<Arns<GateResource>>): void {
  for (const { actions, resource, reason } of permissions) {
    const resources = arns[resource] ?? [];
    if (resources.length === 0) continue;
    const statement = new PolicyStatement({ actions: [...actions], resources: [...resources] });
    if (grantee instanceof Policy) grantee.addStatements(statement);
    else grantee.addToPolicy(statement);
    const why = wildcards[resource];
    if (why !== undefined) for (const arn of resources) acknowledgeWildcard(grantee, arn, `${reason} ${why}`);
  }
}

/** What the report may do: read. */
export const reportPermissions: readonly GatePermission[] = [
  { actions: ['dynamodb:GetItem'], resource: 'table', reason: 'Reads one validation.' },
  { actions: ['dynamodb:Query'], resource: 'tableIndexes', reason: 'Reads the builds of a pipeline.' },
  { actions: ['s3:GetObject'], resource: 'evidence', reason: 'Reads what was measured.' },
  { actions: ['secretsmanager:GetSecretValue'], resource: 'reportSecret', reason: 'Checks the signature of the link.' },
];

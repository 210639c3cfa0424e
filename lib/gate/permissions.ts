import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { GatePermission, GateResource } from '../../lambda/contract/gate-permissions';
import { acknowledgeWildcard } from '../nag/acknowledge';

/** What only a gated pipeline knows; ReleaseGate grants it, pipeline by pipeline. */
export const pipelineResources = [
  'artifacts',
  'artifactKeys',
  'readRoles',
  'redeployRoles',
  'bundles',
  'bundleBucket',
  'pipelines',
  'pipelineActions',
  'deploymentGroups',
  'deploymentApplications',
  'deploymentConfigs',
  'functions',
  'services',
  'taskDefinitions',
  'taskRoles',
  'environmentParameters',
] as const satisfies readonly GateResource[];

/** One of them. */
export type PipelineResource = (typeof pipelineResources)[number];

/** What the gate's own stack knows. */
export type ServiceResource = Exclude<GateResource, PipelineResource>;

/** The ARNs behind the names of resources. */
export type Arns<Resource extends string> = Readonly<Record<Resource, readonly string[]>>;

/** What a function may do, on resources by their names in a contract. */
interface Permission<Resource extends string> {
  readonly actions: readonly string[];
  readonly resource: Resource;
  readonly passedTo?: string;
  readonly reason: string;
}

/** Why the ARNs of a resource hold a wildcard, where they do; by its name in the contracts. */
const wildcards: Readonly<Record<string, string>> = {
  evidence: 'Keys hold the ids of executions, which only a run knows.',
  slos: 'A monspec names its objectives, and builds bring the monspec.',
  artifacts: 'CodePipeline gives artifacts random keys.',
  bundles: 'CodePipeline gives artifacts random keys.',
  deploymentConfigs: 'It is only read, and a deployment group may name any.',
  functions: 'Versions get their numbers when they are published.',
  services: 'Deployments and revisions get their ids when they are made.',
  taskDefinitions: 'AWS knows no resource for it.',
  taskRoles: 'CloudFormation names the roles; their path is the cluster’s own.',
  settingsParameters: 'There is one parameter per pipeline, below one prefix.',
  alarms: 'AWS describes composite alarms only under a permission on everything.',
  any: 'AWS knows no resource for it.',
};

/** Grants those permissions whose resources are known here, and records why a wildcard is needed. */
export function grant<Resource extends string>(
  grantee: Role | Policy,
  permissions: readonly Permission<Resource>[],
  arns: Partial<Arns<Resource>>,
): void {
  for (const { actions, resource, reason, passedTo } of permissions) {
    const resources = arns[resource] ?? [];
    if (resources.length === 0) continue;
    const conditions = passedTo === undefined ? {} : { conditions: { StringEquals: { 'iam:PassedToService': passedTo } } };
    const statement = new PolicyStatement({ actions: [...actions], resources: [...resources], ...conditions });
    if (grantee instanceof Policy) grantee.addStatements(statement);
    else grantee.addToPolicy(statement);
    const why = wildcards[resource];
    if (why !== undefined)
      for (const arn of resources.filter((each) => each.includes('*'))) acknowledgeWildcard(grantee, arn, `${reason} ${why}`);
  }
}

/** What the report may do: read. */
export const reportPermissions: readonly GatePermission[] = [
  { actions: ['dynamodb:GetItem'], resource: 'table', reason: 'Reads one validation.' },
  { actions: ['dynamodb:Query'], resource: 'tableIndexes', reason: 'Reads the builds of a pipeline.' },
  { actions: ['s3:GetObject'], resource: 'evidence', reason: 'Reads what was measured.' },
  { actions: ['secretsmanager:GetSecretValue'], resource: 'reportSecret', reason: 'Checks the signature of the link.' },
];

import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { placeOf, roleArn, roleNames } from '../accounts/roles';
import { computeKind } from '../compute/kinds';
import { serverDeployStatements } from '../compute/server-deploys';
import type { Config } from '../config/config';
import { loadTestGroup, sourceKeys, type EnvironmentName } from '../foundation/names';
import { acknowledgeWildcard } from '../nag/acknowledge';

/** What the pipeline works with. */
export interface PipelineRoleProps {
  readonly config: Config;
  readonly source: IBucket;
  /** One in every region that an environment is in. */
  readonly artifacts: readonly IBucket[];
  readonly environments: readonly EnvironmentName[];
  /** ARN of the function behind the RegisterValidation actions. */
  readonly registerFunctionArn: string;
  /** The CodeBuild project, where there is a build step. */
  readonly buildProjectArn: string | undefined;
}

/** The one role of the pipeline and its actions: what its stages use, written out instead of CDK's wider grants. */
export function pipelineRole(scope: Construct, id: string, props: PipelineRoleProps): Role {
  const role = new Role(scope, id, {
    assumedBy: new ServicePrincipal('codepipeline.amazonaws.com'),
    inlinePolicies: {
      Work: new PolicyDocument({
        statements: [...origin(props), ...storage(props), ...making(props), ...deployments(scope, props), register(props)],
      }),
    },
  });
  for (const artifacts of props.artifacts)
    acknowledgeWildcard(role, artifacts.arnForObjects('*'), 'CodePipeline gives artifacts random keys.');
  for (const { resource, reason } of computeKind(props.config).pipelineWildcards?.(scope, props.environments) ?? [])
    acknowledgeWildcard(role, resource, reason);
  return role;
}

/** Where a release, or what it is made of, comes from. */
function origin({ config: { connection, build }, source }: PipelineRoleProps): PolicyStatement[] {
  if (connection !== undefined) {
    const { connectionArn } = connection;
    // A connection made before the service was renamed has the older name in its ARN, and is allowed under it.
    return [new PolicyStatement({ actions: [`${connectionArn.split(':')[2]}:UseConnection`], resources: [connectionArn] })];
  }
  const keys = build === undefined ? Object.values(sourceKeys) : [sourceKeys.application];
  return [
    new PolicyStatement({ actions: bucketReads, resources: [source.bucketArn] }),
    new PolicyStatement({ actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: keys.map((key) => source.arnForObjects(key)) }),
  ];
}

const bucketReads = ['s3:GetBucketVersioning', 's3:GetBucketLocation', 's3:ListBucket'];

const storage = ({ artifacts, config }: PipelineRoleProps): PolicyStatement[] => {
  const keys = artifacts.flatMap(({ encryptionKey }) => encryptionKey?.keyArn ?? []);
  const uploads = config.connection === undefined ? ['s3:PutObject'] : ['s3:PutObject', 's3:PutObjectAcl'];
  return [
    new PolicyStatement({ actions: bucketReads, resources: artifacts.map(({ bucketArn }) => bucketArn) }),
    new PolicyStatement({
      actions: ['s3:GetObject', 's3:GetObjectVersion', ...uploads],
      resources: artifacts.map((bucket) => bucket.arnForObjects('*')),
    }),
    ...(keys.length === 0 ? [] : [new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: keys })]),
  ];
};

const making = ({ buildProjectArn }: PipelineRoleProps): PolicyStatement[] =>
  buildProjectArn === undefined
    ? []
    : [
        new PolicyStatement({
          actions: ['codebuild:StartBuild', 'codebuild:BatchGetBuilds', 'codebuild:StopBuild'],
          resources: [buildProjectArn],
        }),
      ];

/** It deploys itself, or takes on roles of the environments' accounts that do; or calls what deploys there. */
function deployments(scope: Construct, { config, environments }: PipelineRoleProps): PolicyStatement[] {
  const { accounts } = config;
  if (accounts === undefined)
    return [
      ...computeKind(config).pipelineStatements(scope, environments),
      ...serverDeployStatements(scope, environments.map(loadTestGroup)),
    ];
  const roles = environments.map((environment) => roleArn(accounts[placeOf(environment)], roleNames(environment).deploy));
  const kind = computeKind(config);
  return [
    new PolicyStatement({ actions: ['sts:AssumeRole'], resources: roles }),
    ...(kind.fromTools === undefined ? [] : kind.pipelineStatements(scope, environments)),
  ];
}

const register = ({ registerFunctionArn }: PipelineRoleProps): PolicyStatement =>
  new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [registerFunctionArn] });

import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Artifact, IAction } from 'aws-cdk-lib/aws-codepipeline';
import type { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Destination } from '../../lambda/contract/destination';
import type { Config, EnvironmentConfig } from '../config/config';
import type { EnvironmentBase } from '../foundation/applications';
import type { EnvironmentName } from '../foundation/names';
import type { Entrance } from './entrance';
import type { Network } from './network';
import type { Saturation } from './saturation';

/** What the application of an environment is made of. */
export interface ComputeProps {
  readonly environment: EnvironmentName;
  readonly settings: EnvironmentConfig;
  readonly config: Config;
  readonly foundation: EnvironmentBase;
  readonly network: Network;
  /** Takes the application's log. */
  readonly logGroup: LogGroup;
}

/** The application of one environment, whatever it runs on. */
export interface Compute {
  /** Its load balancer: the address, and the dimensions under which the gate measures. */
  readonly entrance: Entrance;
  /** The instances behind it, where there are any to look after. */
  readonly hosts: AutoScalingGroup | undefined;
  /** How full it is. */
  readonly saturation: readonly Saturation[];
  /** Lets alarms stop and undo a deployment that is under way, where the kind shifts traffic step by step. */
  stopOn(alarms: readonly IAlarm[]): void;
}

/** How the pipeline's stage puts a build there. */
export interface DeployProps {
  readonly environment: EnvironmentName;
  readonly actionName: string;
  /** The release's app.zip. */
  readonly input: Artifact;
  readonly runOrder: number;
}

/** A resource with a wildcard, as the statement has it, and the reason for it. */
export interface Wildcard {
  readonly resource: string;
  readonly reason: string;
}

/** What deploys to an environment where no action of CodePipeline does. */
export interface DeployerProps {
  readonly environment: EnvironmentName;
  readonly config: Config;
  /** Where it finds builds, in its own account. */
  readonly artifacts: IBucket;
}

/** How builds come to an environment's own account from the tools account, in which the deploy action runs. */
export interface FromTools {
  /** Makes what deploys, in the pipeline's stack. */
  deployer(scope: Construct, id: string, props: DeployerProps): void;
  /** Name of its role in the tools account. */
  caller(environment: EnvironmentName): string;
  /** Lets the role of the environment's account that it takes on deploy. */
  grant(role: Role, environment: EnvironmentName): void;
}

/** One kind of compute: everything that differs between them. */
export interface ComputeKind {
  /** What the gate and healing deploy to; names only, so that every stack can ask. */
  destination(environment: EnvironmentName): Destination;
  /** Makes the application's part of an environment's stack. */
  create(scope: Construct, props: ComputeProps): Compute;
  /** The deploy action of the environment's stage. */
  deployAction(scope: Construct, props: DeployProps): IAction;
  /** What the pipeline's role needs for these actions. */
  pipelineStatements(scope: Construct, environments: readonly EnvironmentName[]): PolicyStatement[];
  /** Why resources of these statements hold wildcards; absent where none do. */
  pipelineWildcards?(scope: Construct, environments: readonly EnvironmentName[]): readonly Wildcard[];
  /** Absent where the deploy action runs in the environment's own account, under its deploy role. */
  readonly fromTools?: FromTools;
}

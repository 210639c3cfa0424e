import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import type { Artifact, IStage, Pipeline } from 'aws-cdk-lib/aws-codepipeline';
import { LambdaInvokeAction, ManualApprovalAction } from 'aws-cdk-lib/aws-codepipeline-actions';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { PipelineEnvironment } from '../../lambda/contract/pipeline-environments';
import type { RegisterParameters } from '../../lambda/contract/user-parameters';
import { environmentsPrefix, type GateService } from './gate-service';
import { PipelineGrants } from './pipeline-grants';
import { registerUserParameters } from './user-parameters';

/** The gate and the pipeline that it is for. */
export interface ReleaseGateProps {
  readonly service: GateService;
  /** Any CodePipeline of the gate's account and region whose mode is not PARALLEL. */
  readonly pipeline: Pipeline;
}

/** One stage that is to be gated. It deploys, and may send load, before or while the validation is registered. */
export interface GatedStageProps {
  readonly stage: IStage;
  /** Name of the environment in monspecs. Default: the stage's name. */
  readonly environment?: string;
  /** Where the environment's metrics are, what deploys to it, whether a rejection rolls it back. */
  readonly target: PipelineEnvironment;
  /** Holds the monspec, bare JSON or zipped. */
  readonly monspec: Artifact;
  /** What is measured, for how long, and how much the gate may do. */
  readonly measure: Omit<RegisterParameters, 'approvalAction' | 'executionId'>;
  /** After the deployment; beside the load test. */
  readonly registerRunOrder: number;
  /** After the registration. */
  readonly approvalRunOrder: number;
  /** How long the approval waits before it counts as rejected. Default: 24 hours. */
  readonly approvalTimeout?: Duration;
}

/**
 * Adds gates to stages of a CodePipeline: a `Register<Environment>Validation` action and an `Approve<Environment>`
 * approval each, what the gate must know of the environments, and the permissions for exactly this pipeline.
 */
export class ReleaseGate extends Construct {
  /** ARN of the SSM parameter that describes the pipeline's environments. */
  readonly environmentParameterArn: string;
  private readonly environments: Record<string, PipelineEnvironment> = {};
  private readonly grants: PipelineGrants;
  private readonly register;

  constructor(scope: Construct, id: string, { service, pipeline }: ReleaseGateProps) {
    super(scope, id);
    // By name only: CodePipeline's construct would otherwise add permissions to a role of the gate's stack.
    this.register = Function.fromFunctionName(this, 'Register', service.handlers.register.function.functionName);
    const parameter = new StringParameter(this, 'Environments', {
      parameterName: `${environmentsPrefix}/${pipeline.pipelineName}`,
      simpleName: false,
      description: 'What the release gate knows of the environments of this pipeline',
      stringValue: Lazy.string({ produce: () => Stack.of(this).toJsonString({ environments: this.environments }) }),
    });
    this.environmentParameterArn = parameter.parameterArn;
    this.grants = new PipelineGrants(this, 'Grants', {
      handlers: service.handlers,
      pipeline,
      environmentParameterArn: this.environmentParameterArn,
    });
  }

  /** Gates a stage. */
  add({
    stage,
    environment = stage.stageName,
    target,
    monspec,
    measure,
    registerRunOrder,
    approvalRunOrder,
    approvalTimeout,
  }: GatedStageProps): void {
    const approvalAction = `Approve${environment}`;
    this.environments[environment] = target;
    stage.addAction(
      new LambdaInvokeAction({
        actionName: `Register${environment}Validation`,
        lambda: this.register,
        inputs: [monspec],
        userParametersString: registerUserParameters({ ...measure, approvalAction }),
        runOrder: registerRunOrder,
      }),
    );
    stage.addAction(
      new ManualApprovalAction({
        actionName: approvalAction,
        additionalInformation: 'The release gate answers this once the build has been measured. Your own answer wins at any time.',
        timeout: approvalTimeout ?? Duration.hours(24),
        runOrder: approvalRunOrder,
      }),
    );
    this.grants.add(stage.stageName, approvalAction, target.deployment);
  }
}

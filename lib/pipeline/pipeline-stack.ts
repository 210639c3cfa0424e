import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { ServerApplication, ServerDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { ExecutionMode, Pipeline, PipelineType, type Artifact } from 'aws-cdk-lib/aws-codepipeline';
import { CodeDeployServerDeployAction } from 'aws-cdk-lib/aws-codepipeline-actions';
import type { Construct } from 'constructs';
import type { PipelineEnvironment } from '../../lambda/contract/pipeline-environments';
import type { EnvironmentStack } from '../compute/environment-stack';
import type { Config, EnvironmentConfig } from '../config/config';
import type { FoundationStack } from '../foundation/foundation-stack';
import { applicationNames, groupNames, type EnvironmentName } from '../foundation/names';
import { stackProps } from '../foundation/removal';
import type { GateService } from '../gate/gate-service';
import { ReleaseGate } from '../gate/release-gate';
import type { HealingService } from '../healing/healing-service';
import { SelfHealing } from '../healing/self-healing';
import { insightTags } from '../insights/coverage';
import { pipelineRole } from './pipeline-role';
import { startOnRelease } from './release-trigger';
import { Sources } from './sources';

/** The stacks that a build flows through. */
export interface PipelineStackProps {
  readonly config: Config;
  readonly foundation: FoundationStack;
  readonly gate: GateService;
  readonly healing: HealingService;
  readonly staging: EnvironmentStack;
  readonly production: EnvironmentStack;
}

/** Source → Staging → Production; each environment is deployed, put under load, measured and approved in one stage. */
export class PipelineStack extends Stack {
  private readonly sources: Sources;
  private readonly pipeline: Pipeline;
  private readonly releaseGate: ReleaseGate;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PipelineStackProps,
  ) {
    const { config, foundation, gate, staging, production } = props;
    super(scope, id, stackProps(config, 'Unbreakable pipeline: the pipeline'));
    this.sources = new Sources(foundation.buckets.source);
    this.pipeline = this.emptyPipeline();
    this.releaseGate = new ReleaseGate(this, 'ReleaseGate', { service: gate, pipeline: this.pipeline });

    this.pipeline.addStage(this.sources.stage);
    this.addEnvironment('Staging', staging, config.staging, false);
    this.addEnvironment('Production', production, config.production, true);
    this.healProduction();
    startOnRelease(this, 'Release', foundation.buckets.source, this.pipeline);

    new CfnOutput(this, 'PipelineName', {
      value: this.pipeline.pipelineName,
      description: 'npx unbreakable release FILE|BUILD sends a build through it',
    });
  }

  private emptyPipeline(): Pipeline {
    const { config, foundation, gate } = this.props;
    const role = pipelineRole(this, 'Role', {
      source: foundation.buckets.source,
      artifacts: foundation.buckets.artifacts,
      environments: ['Staging', 'Production'],
      registerFunctionArn: gate.handlers.register.function.functionArn,
    });
    return new Pipeline(this, 'Pipeline', {
      pipelineName: config.pipelineName,
      pipelineType: PipelineType.V2,
      // A newer build overtakes a waiting one; PARALLEL would let two builds into one measured window.
      executionMode: ExecutionMode.SUPERSEDED,
      artifactBucket: foundation.buckets.artifacts,
      role: role.withoutPolicyUpdates(),
      usePipelineRoleForActions: true,
    });
  }

  private addEnvironment(environment: EnvironmentName, compute: EnvironmentStack, settings: EnvironmentConfig, rollback: boolean): void {
    const { application, tests, monspec } = this.sources;
    const names = groupNames(environment);
    // The names are literal, so no reference brings the environment first.
    this.addStackDependency(compute);
    const stage = this.pipeline.addStage({
      stageName: environment,
      actions: [
        this.deploy(`DeployIn${environment}`, applicationNames.sample, names.sample, application, 1),
        this.deploy(`LoadTestIn${environment}`, applicationNames.loadTest, names.loadTest, tests, 2),
      ],
    });
    this.releaseGate.add({
      stage,
      monspec,
      measure: settings.gate,
      registerRunOrder: 2,
      approvalRunOrder: 3,
      approvalTimeout: Duration.hours(this.props.config.approvalTimeoutHours),
      target: this.target(environment, compute, rollback),
    });
  }

  /** Lets production repair itself when it goes bad after its gate has passed. */
  private healProduction(): void {
    const { config, production, healing } = this.props;
    const { environmentParameterArn } = this.releaseGate;
    new SelfHealing(this, 'SelfHealing', { service: healing, pipeline: this.pipeline, environmentParameterArn }).add({
      environment: 'Production',
      target: this.target('Production', production, true),
      settings: config.healing.production,
      alarmArns: production.alarms.arns,
      stackNames: [production.stackName],
      insightTags: insightTags(config.devopsGuru, 'Production'),
    });
  }

  private target(environment: EnvironmentName, compute: EnvironmentStack, rollback: boolean): PipelineEnvironment {
    return {
      cloudwatch: { dimensions: compute.entrance.dimensions },
      deployment: { kind: 'server', applicationName: applicationNames.sample, deploymentGroupName: groupNames(environment).sample },
      rollback,
    };
  }

  private deploy(
    actionName: string,
    applicationName: string,
    deploymentGroupName: string,
    input: Artifact,
    runOrder: number,
  ): CodeDeployServerDeployAction {
    const application = ServerApplication.fromServerApplicationName(this, `${actionName}Application`, applicationName);
    const deploymentGroup = ServerDeploymentGroup.fromServerDeploymentGroupAttributes(this, `${actionName}Group`, {
      application,
      deploymentGroupName,
    });
    return new CodeDeployServerDeployAction({ actionName, deploymentGroup, input, runOrder });
  }
}

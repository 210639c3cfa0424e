import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { ExecutionMode, Pipeline, PipelineType, type PipelineProps } from 'aws-cdk-lib/aws-codepipeline';
import type { Construct } from 'constructs';
import type { PipelineEnvironment } from '../../lambda/contract/pipeline-environments';
import { accountAccess } from '../accounts/access-stack';
import { inItsAccount } from '../accounts/action-elsewhere';
import { seenFrom, type RegionalArtifacts } from '../accounts/artifacts-stack';
import { goesBack } from '../accounts/roles';
import type { EnvironmentStack } from '../compute/environment-stack';
import type { ComputeKind } from '../compute/kind';
import { computeKind } from '../compute/kinds';
import { serverDeployAction } from '../compute/server-deploys';
import type { Config, EnvironmentConfig } from '../config/config';
import type { FoundationStack } from '../foundation/foundation-stack';
import { loadTestGroup, type EnvironmentName } from '../foundation/names';
import { stackProps } from '../foundation/removal';
import type { GateService } from '../gate/gate-service';
import { ReleaseGate } from '../gate/release-gate';
import type { HealingService } from '../healing/healing-service';
import { SelfHealing } from '../healing/self-healing';
import { insightTags } from '../insights/coverage';
import { ReleaseArtifacts } from './artifacts';
import { BuildStep } from './build-step';
import { pipelineRole } from './pipeline-role';
import { startOnRelease } from './release-trigger';
import { sourcePlan, type SourcePlan } from './sources';

/** The stacks that a build flows through. */
export interface PipelineStackProps {
  readonly config: Config;
  readonly foundation: FoundationStack;
  readonly artifacts: RegionalArtifacts;
  readonly gate: GateService;
  readonly healing: HealingService;
  readonly staging: EnvironmentStack;
  readonly production: EnvironmentStack;
}

/** Source → Staging → Production; each environment is deployed, put under load, measured and approved in one stage. */
export class PipelineStack extends Stack {
  private readonly release = new ReleaseArtifacts();
  private readonly plan: SourcePlan;
  private readonly build: BuildStep | undefined;
  private readonly kind: ComputeKind;
  private readonly artifacts: RegionalArtifacts;
  private readonly pipeline: Pipeline;
  private readonly releaseGate: ReleaseGate;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PipelineStackProps,
  ) {
    const { config, foundation, gate, staging, production } = props;
    super(scope, id, stackProps(config, 'Unbreakable pipeline: the pipeline'));
    this.plan = sourcePlan(config, foundation.buckets.source, this.release);
    this.build = this.buildStep();
    this.kind = computeKind(config);
    this.artifacts = seenFrom(this, props.artifacts);
    this.pipeline = this.emptyPipeline();
    this.releaseGate = new ReleaseGate(this, 'ReleaseGate', { service: gate, pipeline: this.pipeline });

    this.begin();
    this.addEnvironment('Staging', staging, config.staging);
    this.addEnvironment('Production', production, config.production);
    this.healProduction();

    new CfnOutput(this, 'PipelineName', {
      value: this.pipeline.pipelineName,
      description: 'npx unbreakable release FILE|BUILD sends a build through it',
    });
  }

  private buildStep(): BuildStep | undefined {
    const { config, foundation } = this.props;
    const { build } = config;
    return build === undefined ? undefined : new BuildStep(this, 'Build', { config, build, artifacts: foundation.buckets.artifacts });
  }

  private emptyPipeline(): Pipeline {
    const { config, foundation, gate } = this.props;
    const { artifacts } = this;
    const role = pipelineRole(this, 'Role', {
      config,
      source: foundation.buckets.source,
      artifacts: [artifacts.main, ...artifacts.others.values()],
      environments: ['Staging', 'Production'],
      registerFunctionArn: gate.handlers.register.function.functionArn,
      buildProjectArn: this.build?.arn,
    });
    return new Pipeline(this, 'Pipeline', {
      pipelineName: config.pipelineName,
      pipelineType: PipelineType.V2,
      // A newer build overtakes a waiting one; PARALLEL would let two builds into one measured window.
      executionMode: ExecutionMode.SUPERSEDED,
      ...this.artifactBuckets(),
      role: role.withoutPolicyUpdates(),
      usePipelineRoleForActions: true,
      ...(this.plan.trigger && { triggers: [this.plan.trigger] }),
    });
  }

  /** One bucket, or one in every region that is deployed to, which CodePipeline keeps filled. */
  private artifactBuckets(): Pick<PipelineProps, 'artifactBucket' | 'crossRegionReplicationBuckets'> {
    const { main, others } = this.artifacts;
    return others.size === 0
      ? { artifactBucket: main }
      : { crossRegionReplicationBuckets: { [this.region]: main, ...Object.fromEntries(others) } };
  }

  /** Source and, where the release is yet to be made, Build; and what starts them. */
  private begin(): void {
    const { actions, trigger, sources } = this.plan;
    this.pipeline.addStage({ stageName: 'Source', actions: [...actions] });
    if (this.build !== undefined && sources !== undefined)
      this.pipeline.addStage({ stageName: 'Build', actions: [this.build.action(sources, this.release)] });
    if (trigger === undefined) startOnRelease(this, 'Release', this.props.foundation.buckets.source, this.pipeline);
  }

  private addEnvironment(environment: EnvironmentName, compute: EnvironmentStack, settings: EnvironmentConfig): void {
    const { application, tests, monspec } = this.release;
    // The names are literal, so no reference brings the environment first.
    this.addStackDependency(compute);
    const there = inItsAccount(this, this.props.config, environment);
    const deploy = { environment, actionName: `DeployIn${environment}`, input: application, runOrder: 1 };
    const load = { ...loadTestGroup(environment), actionName: `LoadTestIn${environment}`, input: tests, runOrder: 2 };
    const action = this.kind.deployAction(this, deploy);
    const stage = this.pipeline.addStage({
      stageName: environment,
      actions: [this.kind.fromTools === undefined ? there(action) : action, there(serverDeployAction(this, load))],
    });
    this.deployFromHere(environment);
    this.releaseGate.add({
      stage,
      monspec,
      measure: settings.gate,
      registerRunOrder: 2,
      approvalRunOrder: 3,
      approvalTimeout: Duration.hours(this.props.config.approvalTimeoutHours),
      target: this.target(environment, compute, goesBack(environment)),
    });
  }

  /** Into another account, where no action of CodePipeline goes there itself. */
  private deployFromHere(environment: EnvironmentName): void {
    const { config, foundation } = this.props;
    if (config.accounts === undefined) return;
    this.kind.fromTools?.deployer(this, `${environment}Deployer`, { environment, config, artifacts: foundation.buckets.artifacts });
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
    const account = accountAccess(this.props.config, environment);
    return {
      cloudwatch: { dimensions: compute.entrance.dimensions },
      deployment: { ...this.kind.destination(environment), ...(account && { account }) },
      rollback,
    };
  }
}

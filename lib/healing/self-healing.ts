import { Lazy, Stack } from 'aws-cdk-lib';
import type { Pipeline } from 'aws-cdk-lib/aws-codepipeline';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { deploymentTag } from '../../lambda/contract/destination';
import type { AccountAccess } from '../../lambda/contract/account-access';
import { healingPrefix, problemEventPatterns } from '../../lambda/contract/healing-environment';
import type { EnvironmentHealing } from '../../lambda/contract/healing-settings';
import type { PipelineEnvironment } from '../../lambda/contract/pipeline-environments';
import { environmentSettings, type HealingConfig } from '../config/sections/healing';
import { HealingGrants } from './healing-grants';
import type { HealingService } from './healing-service';
import { problemRule } from './problem-events';

/** Healing, and the pipeline that it is for. */
export interface SelfHealingProps {
  readonly service: HealingService;
  /** A gated pipeline of the same account and region: only what a gate has passed is gone back to. */
  readonly pipeline: Pipeline;
  /** ARN of the SSM parameter that describes the pipeline's environments. */
  readonly environmentParameterArn: string;
}

/** One environment that heals itself. */
export interface HealedEnvironment {
  /** As the gate knows it; also the stage that deploys to it. */
  readonly environment: string;
  readonly target: PipelineEnvironment;
  /** Modes, limits and what else belongs to the environment. */
  readonly settings: HealingConfig['production'];
  /** Alarms that report its problems. */
  readonly alarmArns: readonly string[];
  /** CloudFormation stacks whose insights of DevOps Guru are about it. */
  readonly stackNames: readonly string[];
  /** Tags, `key:value`, that its insights of DevOps Guru carry where it watches by tag. */
  readonly insightTags: readonly string[];
}

/** Lets environments of a pipeline heal themselves: their settings, their alarms, and the permissions for exactly them. */
export class SelfHealing extends Construct {
  private readonly environments: Record<string, EnvironmentHealing> = {};
  private readonly grants: HealingGrants;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SelfHealingProps,
  ) {
    super(scope, id);
    const { service, pipeline, environmentParameterArn } = props;
    new StringParameter(this, 'Settings', {
      parameterName: `${healingPrefix}/${pipeline.pipelineName}`,
      simpleName: false,
      description: 'Modes and limits of the self-healing of this pipeline',
      stringValue: Lazy.string({ produce: () => Stack.of(this).toJsonString({ environments: this.environments }) }),
    });
    this.grants = new HealingGrants(this, 'Grants', { handlers: service.handlers, pipeline, environmentParameterArn });
  }

  /** Heals an environment. */
  add({ environment, target, settings, alarmArns, stackNames, insightTags }: HealedEnvironment): void {
    const { LoadBalancer, TargetGroup } = target.cloudwatch.dimensions;
    const entities = Object.entries({ LoadBalancer, TargetGroup }).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${value}`],
    );
    this.environments[environment] = environmentSettings(settings, {
      entities: [...entities, ...settings.alarms],
      tags: [deploymentTag(target.deployment), ...insightTags],
      stacks: [...stackNames],
    });
    const resources = [...alarmArns, ...settings.alarms.map((name) => this.alarmArn(name, target.deployment.account))];
    problemRule(
      this,
      `${environment}Alarms`,
      `An alarm of ${environment} has changed`,
      { ...problemEventPatterns.Alarms, resources },
      this.props.service.targets,
    );
    this.grants.add(environment, target.deployment);
  }

  /** An alarm where the environment is. */
  private alarmArn(name: string, there: AccountAccess | undefined): string {
    const { partition, region, account } = Stack.of(this);
    const id = there === undefined ? account : there.readRoleArn.split(':')[4];
    return `arn:${partition}:cloudwatch:${there?.region ?? region}:${id}:alarm:${name}`;
  }
}

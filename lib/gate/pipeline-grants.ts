import { Stack } from 'aws-cdk-lib';
import type { Pipeline } from 'aws-cdk-lib/aws-codepipeline';
import { Policy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { gatePermissions } from '../../lambda/contract/gate-permissions';
import type { PipelineEnvironment } from '../../lambda/contract/pipeline-environments';
import { gateFunctions } from '../../lambda/contract/workflow';
import type { GateHandlers } from './gate-functions';
import { grant, pipelineResources, type Arns, type PipelineResource } from './permissions';

/** Who is granted something, and for which pipeline. */
export interface PipelineGrantsProps {
  readonly handlers: GateHandlers;
  readonly pipeline: Pipeline;
  /** ARN of the SSM parameter that describes the pipeline's environments. */
  readonly environmentParameterArn: string;
}

/**
 * What the gate's functions may do to one pipeline. The policies live beside the pipeline and are attached to the
 * gate's roles, so that the gate's stack needs to know no pipeline.
 */
export class PipelineGrants extends Construct {
  private readonly policies: ReadonlyMap<keyof typeof gateFunctions, Policy>;

  constructor(scope: Construct, id: string, private readonly props: PipelineGrantsProps) {
    super(scope, id);
    this.policies = new Map(Object.values(gateFunctions).filter(reachesPipelines).map((name) => [name, this.policy(name)]));
  }

  /** Lets the gate answer one approval and act on the deployment group behind it. */
  add(stageName: string, approvalAction: string, deployment: PipelineEnvironment['deployment']): void {
    const arns = {
      pipelineActions: [`${this.props.pipeline.pipelineArn}/${stageName}/${approvalAction}`],
      deploymentGroups: [this.codedeploy('deploymentgroup', `${deployment.applicationName}/${deployment.deploymentGroupName}`)],
      deploymentApplications: [this.codedeploy('application', deployment.applicationName)],
    };
    for (const [name, policy] of this.policies) grant(policy, gatePermissions[name], arns);
  }

  private policy(name: keyof typeof gateFunctions): Policy {
    const id = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const policy = new Policy(this, id, { roles: [this.props.handlers[name].role] });
    grant(policy, gatePermissions[name], this.pipelineArns);
    return policy;
  }

  /** What all stages share. */
  private get pipelineArns(): Omit<Arns<PipelineResource>, 'pipelineActions' | 'deploymentGroups' | 'deploymentApplications'> {
    const { pipeline, environmentParameterArn } = this.props;
    return {
      artifacts: [pipeline.artifactBucket.arnForObjects('*')],
      artifactBucket: [pipeline.artifactBucket.bucketArn],
      pipelines: [pipeline.pipelineArn],
      deploymentConfigs: [this.codedeploy('deploymentconfig', '*')],
      environmentParameters: [environmentParameterArn],
    };
  }

  private codedeploy(resource: string, name: string): string {
    const { partition, region, account } = Stack.of(this);
    return `arn:${partition}:codedeploy:${region}:${account}:${resource}:${name}`;
  }
}

/** Whether a function does anything to the pipeline itself. */
const reachesPipelines = (name: keyof typeof gateFunctions): boolean =>
  gatePermissions[name].some(({ resource }) => pipelineResources.some((ours) => ours === resource));

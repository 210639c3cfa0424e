import type { Pipeline } from 'aws-cdk-lib/aws-codepipeline';
import { Policy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { gatePermissions } from '../../lambda/contract/gate-permissions';
import type { PipelineEnvironment } from '../../lambda/contract/pipeline-environments';
import { gateFunctions } from '../../lambda/contract/workflow';
import type { GateHandlers } from './gate-functions';
import { grant, pipelineResources } from './permissions';
import { deploymentArns, pipelineArns } from './pipeline-arns';

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

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PipelineGrantsProps,
  ) {
    super(scope, id);
    this.policies = new Map(
      Object.values(gateFunctions)
        .filter(reachesPipelines)
        .map((name) => [name, this.policy(name)]),
    );
  }

  /** Lets the gate answer one approval and act on the deployment group behind it. */
  add(stageName: string, approvalAction: string, deployment: PipelineEnvironment['deployment']): void {
    const arns = {
      pipelineActions: [`${this.props.pipeline.pipelineArn}/${stageName}/${approvalAction}`],
      ...deploymentArns(this, this.props.pipeline, deployment),
    };
    for (const [name, policy] of this.policies) grant(policy, gatePermissions[name], arns);
  }

  private policy(name: keyof typeof gateFunctions): Policy {
    const id = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const policy = new Policy(this, id, { roles: [this.props.handlers[name].role] });
    grant(policy, gatePermissions[name], pipelineArns(this.props.pipeline, this.props.environmentParameterArn));
    return policy;
  }
}

/** Whether a function does anything to the pipeline itself. */
const reachesPipelines = (name: keyof typeof gateFunctions): boolean =>
  gatePermissions[name].some(({ resource }) => pipelineResources.some((ours) => ours === resource));

import type { Pipeline } from 'aws-cdk-lib/aws-codepipeline';
import { Policy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { healingPermissions } from '../../lambda/contract/healing-permissions';
import { healingFunctions } from '../../lambda/contract/healing-workflow';
import type { PipelineEnvironment } from '../../lambda/contract/pipeline-environments';
import { grant } from '../gate/permissions';
import { deploymentArns, pipelineArns } from '../gate/pipeline-arns';
import { title } from '../gate/workflow-loop';
import type { HealingHandlers } from './healing-functions';
import { pipelineResources } from './resources';

type FunctionName = keyof typeof healingFunctions;

/** Who is granted something, and for which pipeline. */
export interface HealingGrantsProps {
  readonly handlers: HealingHandlers;
  readonly pipeline: Pipeline;
  readonly environmentParameterArn: string;
}

/**
 * What healing's functions may do to one pipeline. The policies live beside the pipeline and are attached to the
 * functions' roles, so that healing's stack needs to know no pipeline.
 */
export class HealingGrants extends Construct {
  private readonly policies: ReadonlyMap<FunctionName, Policy>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: HealingGrantsProps,
  ) {
    super(scope, id);
    this.policies = new Map(
      Object.values(healingFunctions)
        .filter(reachesPipelines)
        .map((name) => [name, this.policy(name)]),
    );
  }

  /** Lets healing redeploy to a group and lock the stage that deploys to it. */
  add(stageName: string, deployment: PipelineEnvironment['deployment']): void {
    const arns = {
      pipelineStages: [`${this.props.pipeline.pipelineArn}/${stageName}`],
      ...deploymentArns(this, this.props.pipeline, deployment),
    };
    for (const [name, policy] of this.policies) grant(policy, healingPermissions[name], arns);
  }

  private policy(name: FunctionName): Policy {
    const policy = new Policy(this, title(name), { roles: [this.props.handlers[name].role] });
    grant(policy, healingPermissions[name], pipelineArns(this.props.pipeline, this.props.environmentParameterArn));
    return policy;
  }
}

/** Whether a function does anything to the pipeline itself. */
const reachesPipelines = (name: FunctionName): boolean =>
  healingPermissions[name].some(({ resource }) => pipelineResources.some((ours) => ours === resource));

import { ActionCategory, type ActionConfig, type Artifact } from 'aws-cdk-lib/aws-codepipeline';
import { Action } from 'aws-cdk-lib/aws-codepipeline-actions';

/** What an artifact with an `imagedefinitions.json` is deployed to, by names. */
export interface EcsDeployProps {
  readonly actionName: string;
  readonly cluster: string;
  readonly service: string;
  readonly input: Artifact;
  readonly runOrder: number;
}

/** CodePipeline's ECS deploy action. CDK's own wants the service itself, in whose stack's way the pipeline would then be. */
export class EcsDeploy extends Action {
  constructor(private readonly props: EcsDeployProps) {
    super({
      actionName: props.actionName,
      category: ActionCategory.DEPLOY,
      provider: 'ECS',
      artifactBounds: { minInputs: 1, maxInputs: 1, minOutputs: 0, maxOutputs: 0 },
      inputs: [props.input],
      runOrder: props.runOrder,
    });
  }

  protected bound(): ActionConfig {
    const { cluster, service } = this.props;
    return { configuration: { ClusterName: cluster, ServiceName: service } };
  }
}

import { createHash } from 'node:crypto';
import { Annotations, CfnResource, CustomResource, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { runningImageType, type RunningImageProperties } from '../../../lambda/contract/running-image';
import type { Config } from '../../config/config';
import type { EnvironmentName } from '../../foundation/names';
import { HandlerFunction } from '../../gate/handler-function';
import { acknowledgeWildcard } from '../../nag/acknowledge';
import { ecsNames } from './names';

/** What is asked, and for whom. */
export interface RunningImageProps {
  readonly environment: EnvironmentName;
  readonly config: Config;
  /** What the service begins with. */
  readonly initialImage: string;
}

const timeoutSeconds = 60;

/**
 * The image that a service runs. CodePipeline brings it and CloudFormation does not know it: whenever the template changes
 * the service or its task definition, a function asks ECS, so that the change keeps the build that runs.
 */
export class RunningImage extends Construct {
  /** The image, as a token. */
  readonly image: string;
  private readonly watched: Construct[] = [];

  constructor(scope: Construct, id: string, { environment, config, initialImage }: RunningImageProps) {
    super(scope, id);
    const { cluster, service, container } = ecsNames(environment);
    const finder = new HandlerFunction(this, 'Finder', {
      handler: 'running-image',
      description: `Tells CloudFormation which image runs in ${environment}`,
      config,
      timeoutSeconds,
    });
    this.permit(finder, `${cluster}/${service}`);
    const properties: RunningImageProperties = {
      Cluster: cluster,
      Service: service,
      Container: container,
      InitialImage: initialImage,
      Template: Lazy.string({ produce: () => this.hash() }),
    };
    this.image = new CustomResource(this, 'Image', {
      resourceType: runningImageType,
      serviceToken: finder.function.functionArn,
      serviceTimeout: Duration.seconds(timeoutSeconds + 30),
      properties: { ...properties },
    }).ref;
  }

  /** Asks again with every change of these. */
  watch(...constructs: readonly Construct[]): void {
    this.watched.push(...constructs);
  }

  private permit({ role }: HandlerFunction, service: string): void {
    const arn = Stack.of(this).formatArn({ service: 'ecs', resource: 'service', resourceName: service });
    role.addToPolicy(new PolicyStatement({ actions: ['ecs:DescribeServices'], resources: [arn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['ecs:DescribeTaskDefinition'], resources: ['*'] }));
    acknowledgeWildcard(role, '*', 'AWS knows no resource for describing task definitions.');
  }

  private hash(): string {
    const templates = this.watched.map(({ node }) => (CfnResource.isCfnResource(node.defaultChild) ? rendered(node.defaultChild) : null));
    return createHash('sha256').update(JSON.stringify(templates)).digest('hex').slice(0, 32);
  }
}

/** A resource as its template has it, overrides included. CDK hashes functions by the same method, which its types hide. */
function rendered(resource: CfnResource): unknown {
  const render: unknown = Reflect.get(resource, '_toCloudFormation');
  if (typeof render === 'function') return Stack.of(resource).resolve(Reflect.apply(render, resource, []));
  Annotations.of(resource).addError('This version of aws-cdk-lib does not show its templates: changes of the service would go unseen.');
  return undefined;
}

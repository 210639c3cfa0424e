/**
 * ECS standard deploy action: registers the service's task definition again with the images of the artifact, updates
 * the service and follows it until its deployment has ended.
 */
import type { Deployment, DescribeServicesCommandOutput, RegisterTaskDefinitionCommandOutput, Service } from '@aws-sdk/client-ecs';
import type { DescribeTaskDefinitionCommandOutput } from '@aws-sdk/client-ecs';
import type { GetObjectOutput } from '@aws-sdk/client-s3';
import { AwsError } from '../../../cloud/aws-error';
import { bytesOf } from '../../body';
import { readImageDefinitions, withImages } from './image-definitions';
import { regionOf } from './region-of';
import type { ActionContext, ActionOutcome } from './runner';

/** How often CodePipeline asks for the state of a service, virtual milliseconds. */
const pollEvery = 10_000;
/** Minutes that a deployment may take where the action says nothing; also the most that it may say. */
const longestDeployment = 60;

export const runEcs = async (context: ActionContext): Promise<ActionOutcome> => {
  const taskDefinition = await register(context);
  const { cluster, service: name } = target(context);
  const { service } = await context.cloud.call<{ service?: Service }>(
    'ecs',
    'UpdateService',
    { cluster, service: name, taskDefinition },
    context.role,
    regionOf(context),
  );
  const id = deploymentOf(service, taskDefinition)?.id;
  if (id !== undefined) context.run.externalId = id;
  const console = `https://console.aws.amazon.com/ecs/home?region=${regionOf(context)}`;
  context.run.externalUrl = `${console}#/clusters/${cluster}/services/${name}/deployments`;
  context.run.changedAt = context.cloud.clock.now();
  return follow(context, taskDefinition);
};

const target = ({ run }: ActionContext): { readonly cluster: string; readonly service: string } => {
  const { ClusterName: cluster = '', ServiceName: service = '' } = run.configuration;
  if (cluster !== '' && service !== '') return { cluster, service };
  throw new AwsError('ConfigurationError', 'The action needs ClusterName and ServiceName.');
};

/** The task definition that the service runs, with the images of the artifact. Returns its ARN. */
const register = async (context: ActionContext): Promise<string> => {
  const { cloud, role } = context;
  const images = await imagesOfArtifact(context);
  const { taskDefinition: current } = await serviceOf(context);
  const described = await cloud.call<DescribeTaskDefinitionCommandOutput>(
    'ecs',
    'DescribeTaskDefinition',
    { taskDefinition: current, include: ['TAGS'] },
    role,
    regionOf(context),
  );
  const input = withImages(described, images);
  const registered = await cloud.call<RegisterTaskDefinitionCommandOutput>('ecs', 'RegisterTaskDefinition', input, role, regionOf(context));
  return registered.taskDefinition?.taskDefinitionArn ?? '';
};

const imagesOfArtifact = async ({ cloud, run, role }: ActionContext) => {
  const artifact = run.inputs[0];
  const object = await cloud.call<GetObjectOutput>('s3', 'GetObject', { Bucket: artifact?.bucket, Key: artifact?.key }, role);
  return readImageDefinitions(await bytesOf(object.Body), run.configuration['FileName'] ?? 'imagedefinitions.json');
};

const serviceOf = async (context: ActionContext): Promise<Service> => {
  const { cluster, service: name } = target(context);
  const input = { cluster, services: [name] };
  const { services } = await context.cloud.call<DescribeServicesCommandOutput>('ecs', 'DescribeServices', input, context.role, regionOf(context));
  const [service] = services ?? [];
  if (service !== undefined) return service;
  throw new AwsError('ServiceNotFoundException', `The service ${name} does not exist in cluster ${cluster}.`);
};

const deploymentOf = (service: Service | undefined, taskDefinition: string): Deployment | undefined =>
  service?.deployments?.find((deployment) => deployment.taskDefinition === taskDefinition);

const follow = async (context: ActionContext, taskDefinition: string): Promise<ActionOutcome> => {
  const { cloud, signal, run } = context;
  const end = cloud.clock.now() + Number(run.configuration['DeploymentTimeout'] ?? longestDeployment) * 60_000;
  for (;;) {
    const service = await serviceOf(context);
    const state = deploymentOf(service, taskDefinition)?.rolloutState ?? 'FAILED';
    if (state === 'COMPLETED') return { kind: 'succeeded', summary: `Service ${service.serviceName} runs ${taskDefinition}` };
    if (state === 'FAILED') return failed(`The service ${service.serviceName} does not run ${taskDefinition}: its deployment failed.`);
    if (cloud.clock.now() > end) return failed(`The deployment of ${taskDefinition} did not end in time.`);
    await cloud.clock.sleep(pollEvery, signal);
  }
};

const failed = (message: string): ActionOutcome => ({ kind: 'failed', code: 'JobFailed', message, summary: message });

import { Duration, Stack } from 'aws-cdk-lib';
import { ContainerImage, CpuArchitecture, FargateTaskDefinition, LogDrivers, OperatingSystemFamily } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { Config, EnvironmentConfig } from '../../config/config';
import { applicationNames, applicationPort } from '../../foundation/names';
import { directLogSettings, letSendLogs } from '../../logging/direct-log';
import { acknowledge } from '../../nag/acknowledge';
import type { ComputeProps } from '../kind';
import { releasePlace } from '../release-place';
import { ecsNames, imageRepositoryName } from './names';
import { executionRole, taskRole } from './roles';

/** Node's official image, from Amazon's public registry: what the placeholder runs on. */
const placeholderImage = 'public.ecr.aws/docker/library/node:22-alpine';

/** Answers every request, the health check included, until the first release. */
const placeholder = `require('node:http').createServer((_, reply) => reply.end('No build has been released yet.')).listen(process.env.PORT)`;

/**
 * CodePipeline registers this task definition again with another image and changes nothing else, so the command has to
 * serve both: the build where the image brings one, the placeholder where it does not.
 */
const sampleOrPlaceholder = ['/bin/sh', '-c', `if [ -f server.js ]; then exec node server.js; else exec node -e "${placeholder}"; fi`];

const startedWith = (image: string | undefined) =>
  image === undefined ? { command: sampleOrPlaceholder, workingDirectory: '/app' } : {};

/** What a service begins with. */
export const initialImage = ({ container }: EnvironmentConfig): string => container.image ?? placeholderImage;

/**
 * The task definition that a service begins with, and goes on with when the template changes it; a release brings
 * another image.
 * @param image that runs
 */
export function taskDefinition(scope: Construct, image: string, { environment, settings, config, logGroup }: ComputeProps): FargateTaskDefinition {
  const { cluster, family, container } = ecsNames(environment);
  const role = taskRole(scope, cluster);
  letSendLogs(role, config, environment);
  const definition = new FargateTaskDefinition(scope, 'Definition', {
    family,
    cpu: settings.container.cpu,
    memoryLimitMiB: settings.container.memory,
    runtimePlatform: platform(settings.container),
    executionRole: executionRole(scope, cluster, repositoryArn(scope, config), logGroup).withoutPolicyUpdates(),
    taskRole: role,
  });
  definition.addContainer(container, {
    image: ContainerImage.fromRegistry(image),
    ...startedWith(settings.container.image),
    portMappings: [{ containerPort: applicationPort }],
    environment: {
      PORT: String(applicationPort),
      ENVIRONMENT: environment,
      APP_NAME: applicationNames.sample,
      // Which build it is comes with the image: a release changes nothing else.
      ...releasePlace(environment),
      ...directLogSettings(scope, config, environment),
    },
    logging: LogDrivers.awsLogs({ logGroup, streamPrefix: applicationNames.sample }),
    readonlyRootFilesystem: true,
    stopTimeout: Duration.seconds(30),
  });
  acknowledge(definition, { ECS2: 'The variables say where the container is and hold no secret.' });
  return definition;
}

const platform = ({ architecture }: EnvironmentConfig['container']) => ({
  operatingSystemFamily: OperatingSystemFamily.LINUX,
  cpuArchitecture: architecture === 'arm64' ? CpuArchitecture.ARM64 : CpuArchitecture.X86_64,
});

/** The repository is spelled, not referred to: it is in the account and region of the pipeline. */
const repositoryArn = (scope: Construct, { accounts }: Config): string => {
  const { partition, region, account } = Stack.of(scope);
  const place = accounts === undefined ? `${region}:${account}` : `${accounts.tools.region}:${accounts.tools.id}`;
  return `arn:${partition}:ecr:${place}:repository/${imageRepositoryName}`;
};

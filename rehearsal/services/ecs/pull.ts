/** Pulls the image of a container as Fargate does: from a private repository with the execution role of the task. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { imagesOf, type Image } from '../../compute/images';

/** `<account>.dkr.ecr.<region>.amazonaws.com/<name>`, with tag or digest behind it. */
const privateRepository = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([^:@]+)/;

/** Throws AwsError CannotPullContainerError where AWS could not pull it. */
export const pull = (cloud: Cloud, uri: string, executionRole: string | undefined): Image => {
  const [, account, region, repository] = privateRepository.exec(uri) ?? [];
  if (repository !== undefined) authorise(cloud, `arn:aws:ecr:${region}:${account}:repository/${repository}`, executionRole);
  const image = imagesOf(cloud).find(uri) ?? nodeImage(cloud, uri);
  if (image !== undefined) return image;
  throw new AwsError('CannotPullContainerError', `pull image manifest has been retried 1 time(s): failed to resolve ref ${uri}: not found`);
};

/** Node's official image brings a program that this machine has too; of its files nothing is here. */
const nodeImage = (cloud: Cloud, uri: string): Image | undefined => {
  if (!/^(?:public\.ecr\.aws\/docker\/library\/)?node(?::[\w.-]+)?$/.test(uri)) return undefined;
  const folder = join(cloud.directory, 'images', 'node');
  mkdirSync(folder, { recursive: true });
  return imagesOf(cloud).put(uri, { folder, command: ['node'], workingDirectory: '/', environment: {} });
};

const authorise = (cloud: Cloud, repositoryArn: string, role: string | undefined): void => {
  if (role === undefined) {
    throw new AwsError('ClientException', 'Fargate requires task definition to have execution role ARN to support ECR images.');
  }
  const caller = { kind: 'role' as const, arn: role };
  cloud.authorise(caller, 'ecr:GetAuthorizationToken', '*');
  const layers = ['BatchCheckLayerAvailability', 'GetDownloadUrlForLayer', 'BatchGetImage'];
  for (const action of layers) cloud.authorise(caller, `ecr:${action}`, repositoryArn);
};

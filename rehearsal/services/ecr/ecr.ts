/**
 * Stand-in for Amazon ECR: repositories that hold images as folders, see rehearsal/compute/images.ts. There is no
 * docker push: who has an image puts it with `pushImage`.
 */
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { ServiceFactory } from '../../cloud/service';
import { imagesOf, type Image, type ImageContent } from '../../compute/images';
import { policyDocument } from '../../iam/properties';
import { parseProperties, text } from '../input';

const schema = v.looseObject({
  RepositoryName: v.optional(v.pipe(text, v.regex(/^[a-z0-9][a-z0-9._/-]*$/, 'Member must be a repository name in small letters'))),
  RepositoryPolicyText: v.exactOptional(policyDocument),
  ImageTagMutability: v.optional(v.picklist(['MUTABLE', 'IMMUTABLE']), 'MUTABLE'),
});

interface Repository {
  readonly uri: string;
  readonly immutable: boolean;
}

const repositories = new WeakMap<Cloud, Map<string, Repository>>();

export const ecr: ServiceFactory = (cloud) => {
  const known = new Map<string, Repository>();
  repositories.set(cloud, known);
  return {
    name: 'ecr',
    operations: {},
    resources: {
      'AWS::ECR::Repository': (request) => {
        const { RepositoryName, ImageTagMutability, RepositoryPolicyText } = parseProperties(schema, request);
        const name = RepositoryName ?? physicalName(request, 256).toLowerCase();
        const uri = `${cloud.account}.dkr.ecr.${cloud.region}.amazonaws.com/${name}`;
        known.set(uri, { uri, immutable: ImageTagMutability === 'IMMUTABLE' });
        const arn = cloud.arn('ecr', `repository/${name}`);
        if (RepositoryPolicyText !== undefined) cloud.attachResourcePolicy(arn, RepositoryPolicyText);
        return { ref: name, attributes: { Arn: arn, RepositoryUri: uri } };
      },
    },
  };
};

/** Puts an image into a repository of the cloud under a tag. Throws AwsError as ECR does. */
export const pushImage = (cloud: Cloud, repositoryUri: string, tag: string, content: ImageContent): Image => {
  const repository = repositories.get(cloud)?.get(repositoryUri);
  if (repository === undefined) {
    throw new AwsError('RepositoryNotFoundException', `The repository with name '${repositoryUri}' does not exist.`);
  }
  const uri = `${repository.uri}:${tag}`;
  if (repository.immutable && imagesOf(cloud).find(uri) !== undefined) {
    throw new AwsError(
      'ImageTagAlreadyExistsException',
      `The image tag '${tag}' already exists and cannot be overwritten because the tag is immutable.`,
    );
  }
  return imagesOf(cloud).put(uri, content);
};

/** URIs of the repositories of a cloud. */
export const repositoriesOf = (cloud: Cloud): readonly string[] => [...(repositories.get(cloud)?.keys() ?? [])];

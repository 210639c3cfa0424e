/** The file by which the ECS deploy action learns which image goes into which container. Pure. */
import type { DescribeTaskDefinitionCommandOutput, RegisterTaskDefinitionCommandInput, TaskDefinition } from '@aws-sdk/client-ecs';
import { unzipSync } from 'fflate';
import * as v from 'valibot';
import { AwsError } from '../../../cloud/aws-error';

const schema = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(v.object({ name: v.pipe(v.string(), v.minLength(1)), imageUri: v.pipe(v.string(), v.minLength(1)) })),
  v.minLength(1),
);

/** Image URI by container name. Throws AwsError InvalidImageDefinitions for an artifact that says nothing of the kind. */
export const readImageDefinitions = (zip: Uint8Array, file: string): ReadonlyMap<string, string> => {
  const text = fileOf(zip, file);
  if (text === undefined) throw invalid(`Did not find the image definition file ${file} in the input artifacts ZIP file.`);
  const result = v.safeParse(schema, text);
  if (!result.success) throw invalid(`The image definition file ${file} contains invalid JSON format: ${result.issues[0].message}`);
  return new Map(result.output.map(({ name, imageUri }) => [name, imageUri]));
};

const fileOf = (zip: Uint8Array, file: string): string | undefined => {
  try {
    const bytes = unzipSync(zip, { filter: ({ name }) => name === file })[file];
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  } catch {
    throw invalid('The input artifact is no ZIP file.');
  }
};

const invalid = (message: string): AwsError => new AwsError('InvalidImageDefinitions', message);

/** Members that describing adds and registering refuses. */
const described = [
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
] as const satisfies readonly (keyof TaskDefinition)[];

/** What registers a task definition again with other images. Throws AwsError where a container is not there. */
export const withImages = (
  { taskDefinition, tags }: DescribeTaskDefinitionCommandOutput,
  images: ReadonlyMap<string, string>,
): RegisterTaskDefinitionCommandInput => {
  const containers = taskDefinition?.containerDefinitions ?? [];
  const unknown = [...images.keys()].find((name) => !containers.some((container) => container.name === name));
  if (unknown !== undefined) throw invalid(`Container ${unknown} is not in the task definition ${taskDefinition?.taskDefinitionArn}.`);
  const members = Object.entries(taskDefinition ?? {}).filter(([name]) => !described.some((one) => one === name));
  return {
    ...(Object.fromEntries(members) as Omit<TaskDefinition, (typeof described)[number]>),
    family: taskDefinition?.family,
    containerDefinitions: containers.map((container) => ({ ...container, image: images.get(container.name ?? '') ?? container.image })),
    ...(tags === undefined || tags.length === 0 ? {} : { tags }),
  };
};

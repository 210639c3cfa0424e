import { archive } from '../../sample/bundle/archive';

/** The container that the stacks name for the application. */
export const applicationContainer = 'app';

/**
 * What a pipeline to ECS releases: a zip with `imagedefinitions.json`, which names the image for a container.
 * The same image makes the same bytes.
 */
export function imageBundle(imageUri: string, container: string = applicationContainer): Uint8Array {
  const content = new TextEncoder().encode(`${JSON.stringify([{ name: container, imageUri }])}\n`);
  return archive([{ path: 'imagedefinitions.json', content, executable: false }]);
}

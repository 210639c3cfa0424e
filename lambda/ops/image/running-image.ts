/**
 * Which image a service runs when CloudFormation changes it. CodePipeline brings images without CloudFormation's knowledge,
 * which would put its own back: so it asks here first, and its new task definition has the image that runs.
 */
import * as v from 'valibot';
import type { CustomResource } from '../custom-resource/custom-resource';
import { OpsError } from '../ops-error';

const name = v.pipe(v.string(), v.nonEmpty());
const properties = v.looseObject({ Cluster: name, Service: name, Container: name, InitialImage: name });

/** A service, by its names, and the container that is asked for. */
export interface ServiceContainer {
  readonly cluster: string;
  readonly service: string;
  readonly container: string;
}

export type Running =
  | { readonly kind: 'runs'; readonly image: string }
  /** Neither the service nor, perhaps, its cluster. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'deploying' };

/** Tells what a service runs; rejects where that cannot be told. */
export type AskService = (asked: ServiceContainer) => Promise<Running>;

/** Nothing is made: the resource's id is the image. */
export const runningImage = (ask: AskService): CustomResource => ({
  async identify(given) {
    const parsed = v.safeParse(properties, given);
    if (!parsed.success) {
      const wrong = parsed.issues.map((issue) => v.getDotPath(issue)).join(', ');
      throw new OpsError('BadSettings', `The custom resource misses ${wrong}.`, 'Deploy the stack again with this version.');
    }
    const { Cluster: cluster, Service: service, Container: container, InitialImage } = parsed.output;
    const found = await ask({ cluster, service, container });
    switch (found.kind) {
      case 'runs':
        return found.image;
      case 'missing':
        return InitialImage;
      case 'deploying':
        throw new OpsError(
          'ServiceBusy',
          `A deployment of ${service} in ${cluster} is under way, which a change of the stack would break off.`,
          'Deploy the stack again when it has ended.',
        );
    }
  },
  put: () => Promise.resolve(),
  remove: () => Promise.resolve(),
});

/** The custom resource that finds which image a service runs: what stacks, function and rehearsal share. */

/** Its CloudFormation type. `Ref` is the image. */
export const runningImageType = 'Custom::RunningImage';

/** Its properties, besides ServiceToken. */
export interface RunningImageProperties {
  readonly Cluster: string;
  readonly Service: string;
  /** Name of the container that releases bring an image for. */
  readonly Container: string;
  /** What a service that is not there yet begins with. */
  readonly InitialImage: string;
  /** Another one with every change of the service or its task definition, so that CloudFormation asks again then. */
  readonly Template: string;
}

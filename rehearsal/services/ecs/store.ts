/** Everything that ECS keeps, found as its API finds it. */
import { randomBytes } from 'node:crypto';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Cluster, Service, ServiceDeployment, ServiceRevision, Task, TaskDefinition } from './model';

export class Store {
  readonly clusters = new Map<string, Cluster>();
  readonly services = new Map<string, Service>();
  private readonly definitions = new Map<string, TaskDefinition>();
  readonly revisions = new Map<string, ServiceRevision>();
  readonly deployments = new Map<string, ServiceDeployment>();
  readonly tasks = new Map<string, Task>();

  constructor(private readonly cloud: Pick<Cloud, 'arn'>) {}

  /** The next revision number of a family, from 1. */
  nextRevision(family: string): number {
    return [...this.definitions.values()].filter((known) => known.family === family).length + 1;
  }

  addDefinition(definition: TaskDefinition): void {
    this.definitions.set(definition.arn, definition);
  }

  /** By ARN, `family:revision`, or family alone, which means its newest. */
  definition(name: string): TaskDefinition {
    const all = [...this.definitions.values()];
    const short = name.split('/').at(-1) ?? name;
    const found = short.includes(':')
      ? all.find(({ family, revision }) => `${family}:${revision}` === short)
      : all.findLast(({ family }) => family === short);
    if (found !== undefined) return found;
    throw new AwsError('ClientException', 'Unable to describe task definition.');
  }

  /** By name or ARN; without one, the cluster `default`. */
  cluster(name = 'default'): Cluster {
    const found = this.clusters.get(name.split('/').at(-1) ?? name);
    if (found !== undefined) return found;
    throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
  }

  /** By ARN, or by name in a cluster. */
  findService(name: string, cluster?: string): Service | undefined {
    const wanted = name.startsWith('arn:') ? name : this.cloud.arn('ecs', `service/${this.cluster(cluster).name}/${name}`);
    return this.services.get(wanted);
  }

  service(name: string, cluster?: string): Service {
    const found = this.findService(name, cluster);
    if (found !== undefined) return found;
    throw new AwsError('ServiceNotFoundException', 'Service not found.');
  }

  deployment(arn: string): ServiceDeployment {
    const found = this.deployments.get(arn);
    if (found !== undefined) return found;
    throw new AwsError('ServiceDeploymentNotFoundException', `The service deployment ${arn} was not found.`);
  }
}

/** Ids of tasks, revisions and deployments: letters and digits as ECS draws them. */
export const newId = (bytes = 16): string => randomBytes(bytes).toString('hex');

/** Ids of service deployments and revisions are base64-like words of 21 characters. */
export const newWord = (): string => randomBytes(16).toString('base64url').replaceAll(/[-_]/g, 'x').slice(0, 21);

/** Ids of service revisions are digits. */
export const newDigits = (): string =>
  BigInt(`0x${randomBytes(8).toString('hex')}`)
    .toString()
    .padStart(19, '1')
    .slice(0, 19);

/** The instances of one cloud, by Auto Scaling group. */
import type { Cloud } from '../cloud/cloud';
import { createInstance, type Instance, type InstanceSettings } from './instance';
import { runLogAgent } from './log-agent';
import { Machinery } from './machinery';

const fleets = new WeakMap<Cloud, Fleet>();

/** The fleet of a cloud; there is one. */
export const fleetOf = (cloud: Cloud): Fleet => {
  const fleet = fleets.get(cloud) ?? new Fleet(cloud);
  fleets.set(cloud, fleet);
  return fleet;
};

export class Fleet {
  private readonly instances: Instance[] = [];
  private readonly end = new AbortController();
  private readonly agents: Promise<void>[] = [];
  private machinery: Machinery | undefined;

  constructor(private readonly cloud: Cloud) {}

  /** Starts an instance; EventBridge hears of it. */
  async launch(settings: InstanceSettings): Promise<Instance> {
    this.machinery ??= new Machinery(this.cloud);
    const instance = await createInstance(this.cloud, this.machinery, settings);
    this.instances.push(instance);
    for (const state of ['pending', 'running'] as const) this.emit(instance, state);
    const agent = runLogAgent(this.cloud, instance, this.end.signal);
    this.agents.push(agent);
    this.cloud.background('ec2', `CloudWatch agent of ${instance.id}`, agent);
    return instance;
  }

  /** In the order in which they were started. */
  ofGroup(groupName: string): readonly Instance[] {
    return this.instances.filter((instance) => instance.groupName === groupName);
  }

  all(): readonly Instance[] {
    return this.instances;
  }

  find(id: string): Instance | undefined {
    return this.instances.find((instance) => instance.id === id);
  }

  /** A local port that nothing else of the cloud has. */
  port(): Promise<number> {
    this.machinery ??= new Machinery(this.cloud);
    return this.machinery.port();
  }

  /** Lets a process group die with the rehearsal; `drop` it when it has ended. */
  get keeper(): Machinery['keeper'] {
    this.machinery ??= new Machinery(this.cloud);
    return this.machinery.keeper;
  }

  /** Stops every process of every instance. */
  async stop(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.supervisor.shutDown()));
    this.end.abort();
    await Promise.allSettled(this.agents);
    await this.machinery?.stop();
  }

  private emit(instance: Instance, state: 'pending' | 'running'): void {
    this.cloud.emit({
      source: 'aws.ec2',
      'detail-type': 'EC2 Instance State-change Notification',
      resources: [this.cloud.arn('ec2', `instance/${instance.id}`)],
      detail: { 'instance-id': instance.id, state },
    });
  }
}

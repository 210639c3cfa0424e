import type { Destination } from '../../../lambda/contract/destination';
import type { Asked, Created, Deployment, Deployments, DeploymentTimes } from '../../../lambda/gate/ports/deployments';
import type { Revision } from '../../../lambda/gate/revision';
import type { Window } from '../../../lambda/judge/series';

/** CodeDeploy with one group: one deployment at a time, each of which takes a minute. */
export class FakeCodeDeploy implements Deployments, DeploymentTimes {
  readonly deployments: Deployment[] = [];
  /** What the next deployment ends in. */
  nextOutcome: 'succeeded' | 'failed' = 'succeeded';
  /** Milliseconds that the next deployment takes. */
  duration = 60_000;

  constructor(private readonly now: () => number) {}

  /** A deployment that has ended, made by somebody. */
  deployed(deploymentId: string, revision: Revision, createdAt: number, changes: Partial<Deployment> = {}): void {
    this.deployments.push({
      deploymentId,
      status: 'succeeded',
      revision,
      createdAt,
      completedAt: createdAt + 60_000,
      byAutoScaling: false,
      ...changes,
    });
  }

  async latest(): Promise<Deployment | undefined> {
    const last = this.deployments.at(-1);
    return last && this.settled(last);
  }

  async get(_destination: Destination, deploymentId: string): Promise<Deployment> {
    return this.settled(this.deployments.find((one) => one.deploymentId === deploymentId)!);
  }

  async succeededBefore(_destination: Destination, instant: number): Promise<boolean> {
    return this.deployments.some((one) => this.settled(one).status === 'succeeded' && (one.completedAt ?? Infinity) <= instant);
  }

  async during(_destination: Destination, span: Window): Promise<readonly Window[]> {
    return this.deployments
      .map((one) => ({ start: one.createdAt, end: this.settled(one).completedAt ?? Infinity }))
      .filter(({ start, end }) => start < span.end && end > span.start);
  }

  async findAgain(_destination: Destination, { since, mark }: Asked): Promise<Deployment | undefined> {
    const found = this.deployments.find((one) => one.createdAt >= since && one.description?.includes(mark));
    return found && this.settled(found);
  }

  async create(
    _destination: Destination,
    revision: Revision,
    description: string,
  ): Promise<Created> {
    if ((await this.latest())?.status === 'running') {
      return { kind: 'busy' };
    }
    const deploymentId = `d-${this.deployments.length + 100}`;
    this.deployed(deploymentId, revision, this.now(), {
      description,
      status: this.nextOutcome,
      completedAt: this.now() + this.duration,
    });
    return { kind: 'created', deploymentId };
  }

  private settled(deployment: Deployment): Deployment {
    if ((deployment.completedAt ?? 0) <= this.now()) {
      return deployment;
    }
    const { completedAt: _completedAt, ...rest } = deployment;
    return { ...rest, status: 'running' };
  }
}

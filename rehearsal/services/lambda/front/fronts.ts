/** Aliases behind load balancers: which versions answer, by which share of the requests. */
import { AwsError } from '../../../cloud/aws-error';
import type { Cloud } from '../../../cloud/cloud';
import { balancingOf } from '../../load-balancer/balancing';
import type { Lifetime } from '../../lifetime';
import { recordInvocations } from '../function-metrics';
import type { FunctionRegistry } from '../function-registry';
import { parseFunctionName } from '../function-registry';
import { buildRuntime } from '../runtime-file';
import type { Share } from '../function-versions';
import { FrontProcess } from './front-process';

const frontsOf = new WeakMap<Cloud, Fronts>();

/** Puts an alias behind a target group. Throws AwsError where there is no Lambda, no such alias, or no permission to call it. */
export const serveAlias = async (cloud: Cloud, aliasArn: string, groupArn: string): Promise<void> => {
  const fronts = frontsOf.get(cloud);
  if (fronts === undefined) throw new AwsError('InvalidTarget', `${aliasArn}: this cloud has no Lambda.`);
  await fronts.serve(aliasArn, groupArn);
};

export class Fronts {
  private readonly processes = new Map<string, FrontProcess>();
  private readonly groups = new Map<string, string>();
  private runtimeFile: string | undefined;

  constructor(
    private readonly cloud: Cloud,
    private readonly registry: FunctionRegistry,
    private readonly lifetime: Lifetime,
  ) {
    frontsOf.set(cloud, this);
  }

  async serve(aliasArn: string, groupArn: string): Promise<void> {
    const caller = { kind: 'service', name: 'elasticloadbalancing.amazonaws.com', sourceArn: groupArn } as const;
    // As AWS: a function that the load balancer may not call cannot be registered.
    await this.cloud.call('lambda', 'Invoke', { FunctionName: aliasArn, InvocationType: 'DryRun' }, caller);
    this.groups.set(aliasArn, groupArn);
    await this.follow(aliasArn);
  }

  /** Sends requests where the alias points now. Resolves when they arrive there. */
  async follow(aliasArn: string): Promise<void> {
    const groupArn = this.groups.get(aliasArn);
    if (groupArn === undefined) return;
    const { name, qualifier = '' } = parseFunctionName(aliasArn);
    const shares = this.registry.shares(name, qualifier).filter(({ weight }) => weight > 0);
    const targets = await Promise.all(shares.map((share) => this.target(aliasArn, share)));
    balancingOf(this.cloud).replaceTargets(groupArn, targets);
    this.retireOthers(aliasArn, new Set(shares.map(({ version }) => keyOf(aliasArn, version))));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.processes.values()].map((process) => process.stop()));
  }

  /** A version whose code cannot be loaded gets its requests all the same, on a port where nobody listens. */
  private async target(aliasArn: string, share: Share) {
    const key = keyOf(aliasArn, share.version);
    const process = this.processes.get(key) ?? this.start(aliasArn, share);
    this.processes.set(key, process);
    return { id: key, port: (await process.port) ?? 1, weight: share.weight };
  }

  private start(aliasArn: string, { deployed }: Share): FrontProcess {
    this.runtimeFile ??= buildRuntime(this.cloud.directory, 'front/front-runtime');
    const { name, qualifier } = parseFunctionName(aliasArn);
    return new FrontProcess(this.runtimeFile, deployed, (measures) =>
      recordInvocations(this.cloud, { functionName: name, resource: `${name}:${qualifier}` }, measures),
    );
  }

  private retireOthers(aliasArn: string, kept: ReadonlySet<string>): void {
    for (const [key, process] of this.processes) {
      if (!key.startsWith(`${aliasArn}#`) || kept.has(key)) continue;
      this.processes.delete(key);
      this.lifetime.run(`the last requests of ${key}`, () => process.retire());
    }
  }
}

const keyOf = (aliasArn: string, version: string): string => `${aliasArn}#${version}`;

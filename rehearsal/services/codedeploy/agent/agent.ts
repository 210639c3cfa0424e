/** The CodeDeploy agent of one instance: takes it through the lifecycle of a deployment. */
import { mkdirSync } from 'node:fs';
import type { GetObjectOutput } from '@aws-sdk/client-s3';
import type { Cloud } from '../../../cloud/cloud';
import { AwsError } from '../../../cloud/aws-error';
import { fleetOf } from '../../../compute/fleet';
import type { Instance } from '../../../compute/instance';
import { inRoot } from '../../../compute/root';
import { bytesOf } from '../../body';
import type { Deployment } from '../model';
import { AgentError } from './agent-error';
import type { AppSpec, HookEvent } from './appspec';
import { readAppSpec, unpack } from './bundle';
import { install } from './install';
import type { LifecycleEventName } from './lifecycle';
import { runsFromPrevious } from './lifecycle';
import { runScript } from './script';
import { allowTraffic, blockTraffic } from './traffic';

/** What an instance remembers of a deployment group: its last good installation. */
export interface Installed {
  readonly bundle: string;
  readonly spec: AppSpec;
  readonly files: readonly string[];
}

const installations = new WeakMap<Instance, Map<string, Installed>>();

export class Agent {
  private spec: AppSpec | undefined;
  private files: readonly string[];
  private readonly previous: Installed | undefined;
  private readonly bundle: string;

  constructor(
    private readonly cloud: Cloud,
    private readonly instance: Instance,
    private readonly deployment: Deployment,
  ) {
    const { group, id } = deployment;
    this.previous = installations.get(instance)?.get(group.id);
    this.files = this.previous?.files ?? [];
    this.bundle = inRoot(instance.root, `/opt/codedeploy-agent/deployment-root/${group.id}/${id}/deployment-archive`);
  }

  /** Runs one event. Throws AgentError where it fails. */
  async run(event: LifecycleEventName, signal: AbortSignal): Promise<void> {
    const { targetGroups } = this.deployment.group;
    if (event === 'BlockTraffic') return blockTraffic(this.cloud, targetGroups, this.instance, signal);
    if (event === 'AllowTraffic') return allowTraffic(this.cloud, targetGroups, this.instance, signal);
    if (event === 'DownloadBundle') return this.download();
    if (event === 'Install') return this.install();
    return this.hooks(event, signal);
  }

  /** The deployment has succeeded here: the next one stops the application from this revision. */
  remember(): void {
    if (this.spec === undefined) return;
    const known = installations.get(this.instance) ?? new Map<string, Installed>();
    installations.set(this.instance, known.set(this.deployment.group.id, { bundle: this.bundle, spec: this.spec, files: this.files }));
  }

  /** With the role of the instance, as the agent does. */
  private async download(): Promise<void> {
    const { bucket: Bucket, key: Key, version } = this.deployment.revision.s3Location ?? {};
    const input = { Bucket, Key, ...(version === undefined ? {} : { VersionId: version }) };
    const object = await this.fetch(input);
    mkdirSync(this.bundle, { recursive: true });
    unpack(await bytesOf(object.Body), this.bundle);
    this.spec = readAppSpec(this.bundle);
  }

  private async fetch(input: object): Promise<GetObjectOutput> {
    try {
      return await this.cloud.call<GetObjectOutput>('s3', 'GetObject', input, this.instance.role);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw new AgentError('UnknownError', `The revision could not be downloaded: ${error.code}: ${error.message}`);
    }
  }

  private install(): void {
    if (this.spec === undefined) return;
    const { deployment, instance, bundle, spec } = this;
    const previous = this.previous?.files ?? [];
    this.files = install({ bundle, root: instance.root, spec, behavior: deployment.fileExistsBehavior, previous });
  }

  private async hooks(event: HookEvent, signal: AbortSignal): Promise<void> {
    const source = runsFromPrevious(event) ? this.previous : this.spec === undefined ? undefined : { bundle: this.bundle, spec: this.spec };
    for (const hook of source?.spec.hooks.get(event) ?? []) {
      const output = await runScript({
        bundle: source?.bundle ?? this.bundle,
        hook,
        folder: this.instance.root,
        environment: this.environment(event),
        keeper: fleetOf(this.cloud).keeper,
        signal,
      });
      this.cloud.log('codedeploy', `${event} ${hook.location}`, { deployment: this.deployment.id, instance: this.instance.id, output });
    }
  }

  /** The variables of the CodeDeploy agent, and what stands for the instance. */
  private environment(event: LifecycleEventName): Record<string, string> {
    const { group, id } = this.deployment;
    return {
      LANG: 'C.UTF-8',
      HOME: this.instance.root,
      ...this.instance.scriptEnvironment,
      APPLICATION_NAME: group.application,
      DEPLOYMENT_GROUP_NAME: group.name,
      DEPLOYMENT_GROUP_ID: group.id,
      DEPLOYMENT_ID: id,
      LIFECYCLE_EVENT: event,
    };
  }
}

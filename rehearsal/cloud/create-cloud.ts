/** Starts a cloud: endpoint, permissions, stand-ins. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPreload } from '../clock/preload-options';
import type { VirtualClock } from '../clock/clock';
import { startEndpoint } from '../http/endpoint';
import { iamService } from '../iam/iam';
import { Policies } from '../iam/policies';
import { stsService } from '../iam/sts';
import type { CloudHost } from './host';
import { LocalCloud } from './local-cloud';
import type { Observer } from './observer';
import type { ServiceFactory } from './service';

export interface CloudOptions {
  readonly services: readonly ServiceFactory[];
  readonly clock: VirtualClock;
  /** A folder for the files of the run, which stays the caller's. Default: a new one, removed by `stop`. */
  readonly directory?: string;
  /** @default '123456789012' */
  readonly account?: string;
  /** @default 'us-east-1' */
  readonly region?: string;
  /** Port of the AWS endpoint on 127.0.0.1. Default: a free one. */
  readonly port?: number;
  readonly observer?: Observer;
}

/** Starts a cloud. Stop it with `stop()`, whatever happens; one that throws here has stopped itself. */
export const createCloud = async (options: CloudOptions): Promise<CloudHost> => {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'rehearsal-')));
  await buildPreload(directory);
  const { account = '123456789012', region = 'us-east-1', clock, observer } = options;
  const policies = new Policies(account, region);
  const cloud = new LocalCloud({ account, region, clock, directory, policies, observer });
  if (options.directory === undefined) cloud.onStop(() => rm(directory, { recursive: true, force: true }));
  try {
    await furnish(cloud, policies, options);
    return cloud;
  } catch (error) {
    await cloud.stop();
    throw error;
  }
};

const furnish = async (cloud: LocalCloud, policies: Policies, options: CloudOptions): Promise<void> => {
  const endpoint = await startEndpoint({
    port: options.port ?? 0,
    now: () => options.clock.now(),
    principal: (accessKeyId) => cloud.principal(accessKeyId),
    call: (service, operation, input, caller) => cloud.callFromSdk(service, operation, input, caller),
  });
  cloud.onStop(() => endpoint.stop());
  cloud.listening(endpoint.address);
  cloud.add(iamService(cloud, policies, (what) => cloud.unsupported('features', what)));
  cloud.add(stsService(cloud));
  for (const factory of options.services) cloud.add(factory(cloud));
};

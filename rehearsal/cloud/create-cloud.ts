/** Starts a cloud: endpoint, permissions, stand-ins, in one place or in several. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPreload } from '../clock/preload-options';
import type { VirtualClock } from '../clock/clock';
import { startEndpoint } from '../http/endpoint';
import { iamService } from '../iam/iam';
import { Policies } from '../iam/policies';
import { PolicyStore } from '../iam/policy-store';
import { stsService } from '../iam/sts';
import { Estate } from './estate';
import { callFromSdk } from './from-sdk';
import type { CloudHost } from './host';
import { LocalCloud } from './local-cloud';
import type { Observer } from './observer';
import type { Place } from './place';
import { RunLog } from './run-log';
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
  /** Other accounts and regions beside it. @default none */
  readonly elsewhere?: readonly Place[];
  /** Stand-ins of the places elsewhere. @default the same as at home */
  readonly servicesElsewhere?: readonly ServiceFactory[];
  /** Port of the AWS endpoint on 127.0.0.1. Default: a free one. */
  readonly port?: number;
  readonly observer?: Observer;
}

/** Where a cloud is unless somebody says otherwise. */
export const usualPlace: Place = { account: '123456789012', region: 'us-east-1' };

/** Starts a cloud and gives its home. Stop it with `stop()`, whatever happens; one that throws here has stopped itself. */
export const createCloud = async (options: CloudOptions): Promise<CloudHost> => {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'rehearsal-')));
  const { account = usualPlace.account, region = usualPlace.region, clock, services, elsewhere = [] } = options;
  const store = new PolicyStore();
  const estate = new Estate(new RunLog(directory, () => clock.now()), store);
  if (options.directory === undefined) estate.onStop(() => rm(directory, { recursive: true, force: true }));
  try {
    const endpoint = await startEndpoint({
      port: options.port ?? 0,
      now: () => clock.now(),
      principal: (accessKeyId) => estate.keys.principal(accessKeyId),
      call: callFromSdk(estate),
    });
    estate.onStop(() => endpoint.stop());
    estate.address = endpoint.address;
    const home = await openPlace({ account, region }, directory, estate, store, options, services);
    for (const place of elsewhere) {
      const folder = join(directory, `${place.account}-${place.region}`);
      await openPlace(place, folder, estate, store, options, options.servicesElsewhere ?? services);
    }
    return home;
  } catch (error) {
    await estate.stop();
    throw error;
  }
};

const openPlace = async (
  place: Place,
  directory: string,
  estate: Estate,
  store: PolicyStore,
  { clock, observer }: CloudOptions,
  services: readonly ServiceFactory[],
): Promise<LocalCloud> => {
  await mkdir(directory, { recursive: true });
  await buildPreload(directory);
  const policies = new Policies(place.account, place.region, store);
  const cloud = new LocalCloud({ ...place, clock, directory, policies, estate, observer });
  cloud.add(iamService(cloud, policies, (what) => cloud.unsupported('features', what)));
  cloud.add(stsService(cloud));
  for (const factory of services) cloud.add(factory(cloud));
  return cloud;
};

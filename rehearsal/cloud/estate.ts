/** All places of one run: what they share, and which of them a call belongs to. */
import type { PolicyStore } from '../iam/policy-store';
import { addresseeOf, placeInArn } from './addressee';
import { AwsError } from './aws-error';
import { KeyRing } from './key-ring';
import type { LocalCloud } from './local-cloud';
import { samePlace, type Place } from './place';
import { ReceiptBook } from './receipt';
import type { RunFailure } from './receipt';
import type { RunLog } from './run-log';
import type { Principal } from './service';

/** A call before it is known where it goes. */
export interface Routed {
  readonly service: string;
  readonly input: unknown;
  readonly caller: Principal;
  /** Region of the endpoint that was called. */
  readonly region: string;
}

/** Services whose resources belong to an account and to no region of it. */
const global = new Set(['iam', 'sts']);

export class Estate {
  readonly book = new ReceiptBook();
  readonly keys = new KeyRing();
  /** The first one is home: where calls go that nothing else decides. */
  readonly clouds: LocalCloud[] = [];
  readonly failed: Promise<RunFailure>;
  /** Address of the endpoint, once it listens. */
  address = '';
  private reportFailure: (failure: RunFailure) => void = () => undefined;
  private readonly stoppers: (() => Promise<void>)[] = [];
  private stopped: Promise<void> | undefined;

  constructor(
    readonly runLog: RunLog,
    private readonly policies: PolicyStore,
  ) {
    this.failed = new Promise((resolve) => {
      this.reportFailure = resolve;
    });
  }

  /** The cloud that a call belongs to: that of the resource it names, or else of its caller. @param here where it is made */
  route(call: Routed, here: LocalCloud): LocalCloud {
    if (this.clouds.length === 1) return here;
    const addressee = addresseeOf(call.service, call.input);
    if (addressee.kind === 'bucket') return this.ownerOf(addressee.arn) ?? here;
    const asking = accountOf(call.caller) ?? here.account;
    const { account, region = call.region } = addressee.kind === 'account' ? addressee : { account: asking };
    return this.at({ account, region }) ?? this.elsewhere(call.service, { account, region }, here);
  }

  at(place: Place): LocalCloud | undefined {
    return this.clouds.find((cloud) => samePlace(cloud, place));
  }

  /** Whose a resource is whose ARN names no account, such as a bucket. */
  ownerOf(arn: string): LocalCloud | undefined {
    return this.clouds.find((cloud) => cloud.claimed.has(arn));
  }

  /** Makes such a resource a cloud's own. Throws AwsError BucketAlreadyExists where it is another's. */
  claim(arn: string, cloud: LocalCloud): void {
    const owner = this.ownerOf(arn) ?? cloud;
    if (owner !== cloud) throw new AwsError('BucketAlreadyExists', `${arn} belongs to ${owner.account} in ${owner.region}.`, 409);
    cloud.claimed.add(arn);
    this.policies.own(arn, cloud.account);
  }

  onStop(stop: () => Promise<void>): void {
    this.stoppers.push(stop);
  }

  /** What services drop while they are being stopped is no failure. */
  fail(failure: RunFailure, error: unknown): void {
    if (this.stopped) return;
    this.book.fail(failure);
    this.runLog.write(failure.service, `failed: ${failure.what}`, { error: error instanceof Error ? error.stack : String(error) });
    this.reportFailure(failure);
  }

  /** Stops everything in every place. Idempotent. */
  stop(): Promise<void> {
    this.stopped ??= this.end();
    return this.stopped;
  }

  /** One service that does not stop must not keep the others alive; its error is thrown at the end. */
  private async end(): Promise<void> {
    const services = this.clouds.flatMap((cloud) => [...cloud.services.values()]);
    const stopped = await Promise.allSettled(services.map(async (service) => service.stop?.()));
    await this.runLog.close();
    for (const stop of this.stoppers.toReversed()) await stop();
    const failed = stopped.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** A place in which no stack is. Of a global service any region of the account answers; an unknown account has no resources here. */
  private elsewhere(service: string, { account, region }: Place, here: LocalCloud): LocalCloud {
    const [any] = this.clouds.filter((cloud) => cloud.account === account);
    if (any === undefined) return here;
    if (global.has(service)) return any;
    throw new AwsError('UnknownEndpoint', `No stack of the assembly is in account ${account} in ${region}, so ${service} has nothing there.`);
  }
}

const accountOf = (caller: Principal): string | undefined => {
  switch (caller.kind) {
    case 'role':
      return placeInArn(caller.arn)?.account;
    case 'operator':
      return caller.account;
    case 'service':
      return undefined;
  }
};

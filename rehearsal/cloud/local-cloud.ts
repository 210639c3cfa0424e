import type { VirtualClock } from '../clock/clock';
import type { Policies } from '../iam/policies';
import type { Cloud, CloudEvent, Credentials, PolicyDocument } from './cloud';
import { Dispatcher } from './dispatcher';
import type { CloudHost } from './host';
import { KeyRing } from './key-ring';
import type { Observer } from './observer';
import { ReceiptBook } from './receipt';
import type { Receipt, RunFailure, UnsupportedKind } from './receipt';
import { RunLog } from './run-log';
import type { Principal, Service } from './service';

export interface CloudParts {
  readonly account: string;
  readonly region: string;
  readonly clock: VirtualClock;
  readonly directory: string;
  readonly policies: Policies;
  readonly observer: Observer | undefined;
}

/** The cloud on this machine. Build it with createCloud. */
export class LocalCloud implements CloudHost {
  readonly account: string;
  readonly region: string;
  readonly clock: VirtualClock;
  readonly directory: string;
  readonly services = new Map<string, Service>();
  readonly failed: Promise<RunFailure>;
  private reportFailure: (failure: RunFailure) => void = () => undefined;
  private readonly book = new ReceiptBook();
  private readonly keys = new KeyRing();
  private readonly runLog: RunLog;
  private readonly dispatcher: Dispatcher;
  private readonly stoppers: (() => Promise<void>)[] = [];
  private stopped: Promise<void> | undefined;
  private address = '';

  constructor(private readonly parts: CloudParts) {
    this.account = parts.account;
    this.region = parts.region;
    this.clock = parts.clock;
    this.directory = parts.directory;
    this.failed = new Promise((resolve) => {
      this.reportFailure = resolve;
    });
    const now = () => parts.clock.now();
    this.runLog = new RunLog(parts.directory, now);
    this.dispatcher = new Dispatcher({
      services: this.services,
      policies: parts.policies,
      book: this.book,
      now,
      observer: parts.observer,
      failed: (service, what, error) => this.fail(service, what, error),
    });
  }

  get endpoint(): string {
    return this.address;
  }

  get operator(): Credentials {
    return this.keys.operator;
  }

  listening(address: string): void {
    this.address = address;
  }

  add(service: Service): void {
    this.services.set(service.name, service);
  }

  onStop(stop: () => Promise<void>): void {
    this.stoppers.push(stop);
  }

  async call<Output>(service: string, operation: string, input: object, caller: Principal): Promise<Output> {
    return (await this.dispatcher.call({ service, operation, input, caller, origin: 'internalCalls' })) as Output;
  }

  callFromSdk(service: string, operation: string, input: unknown, caller: Principal): Promise<unknown> {
    const origin = caller.kind === 'operator' ? 'operatorCalls' : 'sdkCalls';
    return this.dispatcher.call({ service, operation, input, caller, origin });
  }

  authorise: Cloud['authorise'] = (caller, action, resource, context) => this.dispatcher.authorise(caller, action, resource, context);

  emit(event: CloudEvent): void {
    const entry = {
      Source: event.source,
      DetailType: event['detail-type'],
      Detail: JSON.stringify(event.detail),
      Resources: event.resources ?? [],
      Time: new Date(this.clock.now()),
    };
    const caller: Principal = { kind: 'service', name: `${event.source.replace(/^aws\./, '')}.amazonaws.com` };
    this.background('events', `PutEvents ${event['detail-type']}`, this.call('events', 'PutEvents', { Entries: [entry] }, caller));
  }

  log: Cloud['log'] = (service, message, fields) => this.runLog.write(service, message, fields);

  background(service: string, what: string, work: Promise<unknown>): void {
    work.catch((error: unknown) => this.fail(service, what, error));
  }

  /** `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE`; IAM has no region, S3 neither region nor account. */
  arn(service: string, resource: string): string {
    const region = service === 'iam' || service === 's3' ? '' : this.region;
    return `arn:aws:${service}:${region}:${service === 's3' ? '' : this.account}:${resource}`;
  }

  credentials(roleArn: string): Credentials {
    return this.keys.ofRole(roleArn);
  }

  principal(accessKeyId: string): Principal | undefined {
    return this.keys.principal(accessKeyId);
  }

  attachResourcePolicy(resourceArn: string, document: PolicyDocument): void {
    this.parts.policies.attachToResource(resourceArn, document);
  }

  receipt(): Receipt {
    return this.book.receipt();
  }

  unusedPermissions: CloudHost['unusedPermissions'] = () => this.parts.policies.use.unused();

  unsupported(kind: UnsupportedKind, name: string): void {
    this.book.unsupported(kind, name);
  }

  stop(): Promise<void> {
    this.stopped ??= this.end();
    return this.stopped;
  }

  /** One service that does not stop must not keep the others alive; its error is thrown at the end. */
  private async end(): Promise<void> {
    const stopped = await Promise.allSettled([...this.services.values()].map(async (service) => service.stop?.()));
    await this.runLog.close();
    for (const stop of this.stoppers.toReversed()) await stop();
    const failed = stopped.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** What services drop while they are being stopped is no failure. */
  private fail(service: string, what: string, error: unknown): void {
    if (this.stopped) return;
    const failure = { service, what, message: error instanceof Error ? error.message : String(error) };
    this.book.fail(failure);
    this.log(service, `failed: ${what}`, { error: error instanceof Error ? error.stack : String(error) });
    this.reportFailure(failure);
  }
}

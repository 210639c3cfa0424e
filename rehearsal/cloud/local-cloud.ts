import type { VirtualClock } from '../clock/clock';
import type { Policies } from '../iam/policies';
import type { Cloud, CloudEvent, Credentials, PolicyDocument } from './cloud';
import { Dispatcher } from './dispatcher';
import type { Estate } from './estate';
import type { CloudHost } from './host';
import type { Observer } from './observer';
import type { Place } from './place';
import type { CallOrigin, Receipt, RunFailure, UnsupportedKind } from './receipt';
import type { Principal, Service } from './service';

export interface CloudParts extends Place {
  readonly clock: VirtualClock;
  readonly directory: string;
  readonly policies: Policies;
  /** What it shares with the other places of the run; it adds itself. */
  readonly estate: Estate;
  readonly observer: Observer | undefined;
}

/** One account and region on this machine. Build it with createCloud. */
export class LocalCloud implements CloudHost {
  readonly account: string;
  readonly region: string;
  readonly clock: VirtualClock;
  readonly directory: string;
  readonly services = new Map<string, Service>();
  /** Resources of this account whose ARNs name none. */
  readonly claimed = new Set<string>();
  private readonly estate: Estate;
  private readonly dispatcher: Dispatcher;

  constructor(private readonly parts: CloudParts) {
    this.account = parts.account;
    this.region = parts.region;
    this.clock = parts.clock;
    this.directory = parts.directory;
    this.estate = parts.estate;
    this.estate.clouds.push(this);
    this.dispatcher = new Dispatcher({
      services: this.services,
      policies: parts.policies,
      book: this.estate.book,
      now: () => parts.clock.now(),
      observer: parts.observer,
      failed: (service, what, error) => this.fail(service, what, error),
    });
  }

  get places(): readonly CloudHost[] {
    return this.estate.clouds;
  }

  get endpoint(): string {
    return this.estate.address;
  }

  get operator(): Credentials {
    return this.estate.keys.ofOperator(this.account);
  }

  get failed(): Promise<RunFailure> {
    return this.estate.failed;
  }

  add(service: Service): void {
    this.services.set(service.name, service);
  }

  async call<Output>(service: string, operation: string, input: object, caller: Principal, region = this.region): Promise<Output> {
    const there = this.estate.route({ service, input, caller, region }, this);
    return (await there.perform('internalCalls', service, operation, input, caller)) as Output;
  }

  /** Runs a call that is meant for this place. */
  perform(origin: CallOrigin, service: string, operation: string, input: unknown, caller: Principal): Promise<unknown> {
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

  log: Cloud['log'] = (service, message, fields) => this.estate.runLog.write(service, message, fields);

  background(service: string, what: string, work: Promise<unknown>): void {
    work.catch((error: unknown) => this.fail(service, what, error));
  }

  /** `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE`; IAM has no region, S3 neither region nor account. */
  arn(service: string, resource: string): string {
    const region = service === 'iam' || service === 's3' ? '' : this.region;
    return `arn:aws:${service}:${region}:${service === 's3' ? '' : this.account}:${resource}`;
  }

  credentials(roleArn: string): Credentials {
    return this.estate.keys.ofRole(roleArn);
  }

  claim(resourceArn: string): void {
    this.estate.claim(resourceArn, this);
  }

  attachResourcePolicy(resourceArn: string, document: PolicyDocument): void {
    this.parts.policies.attachToResource(resourceArn, document);
  }

  grant(roleArn: string, document: PolicyDocument): void {
    this.parts.policies.attachToRole(roleArn, document, 'AWS');
  }

  receipt(): Receipt {
    return this.estate.book.receipt();
  }

  unusedPermissions: CloudHost['unusedPermissions'] = () => this.parts.policies.use.unused();

  unsupported(kind: UnsupportedKind, name: string): void {
    this.estate.book.unsupported(kind, name);
  }

  stop(): Promise<void> {
    return this.estate.stop();
  }

  private fail(service: string, what: string, error: unknown): void {
    this.estate.fail({ service, what, message: error instanceof Error ? error.message : String(error) }, error);
  }
}

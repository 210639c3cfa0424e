import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { setTimeout as realSleep } from 'node:timers/promises';
import { AwsError } from '../../../rehearsal/cloud/aws-error';
import type { Cloud, CloudEvent, Credentials, PolicyDocument } from '../../../rehearsal/cloud/cloud';
import type { Principal, ResourceRequest, Service, ServiceFactory } from '../../../rehearsal/cloud/service';
import type { VirtualClock } from '../../../rehearsal/clock/clock';

/** Starts at a whole minute, so that periods in tests are easy to tell. */
export const virtualStart = Date.UTC(2026, 10, 20, 9, 0, 0);

const testClock = (speed: number): VirtualClock => {
  const realStart = Date.now();
  return {
    settings: { speed, realStart, virtualStart },
    now: () => virtualStart + (Date.now() - realStart) * speed,
    sleep: async (milliseconds, signal) => {
      await realSleep(milliseconds / speed, undefined, signal === undefined ? {} : { signal });
    },
    toReal: (milliseconds) => milliseconds / speed,
  };
};

/** A clock that stands still until it is moved; sleepers wake in order of their time. */
export class ManualClock implements VirtualClock {
  readonly settings = { speed: 1, realStart: 0, virtualStart };
  private time = virtualStart;
  private sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  now(): number {
    return this.time;
  }

  toReal(milliseconds: number): number {
    return milliseconds;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { at: this.time + milliseconds, wake: resolve };
      this.sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.sleepers = this.sleepers.filter((other) => other !== sleeper);
        reject(signal.reason as Error);
      });
    });
  }

  /** Moves time forward, waking sleepers on the way and letting what they start settle. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    await settle();
    for (let next = this.earliest(end); next !== undefined; next = this.earliest(end)) {
      this.time = Math.max(this.time, next.at);
      this.sleepers = this.sleepers.filter((sleeper) => sleeper !== next);
      next.wake();
      await settle();
    }
    this.time = end;
    await settle();
  }

  private earliest(end: number) {
    return this.sleepers.filter((sleeper) => sleeper.at <= end).toSorted((a, b) => a.at - b.at)[0];
  }
}

/** Lets promises and callbacks that are ready run. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

export interface RecordedCall {
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly caller: Principal;
}

/** A cloud with real dispatch, a record of what happened, and permissions that a test takes away. */
export class FakeCloud implements Cloud {
  readonly account = '123456789012';
  readonly region = 'us-east-1';
  readonly endpoint = 'http://127.0.0.1:9';
  readonly directory = mkdtempSync(join(tmpdir(), 'rehearsal-test-'));
  readonly calls: RecordedCall[] = [];
  readonly events: CloudEvent[] = [];
  readonly denied: string[] = [];
  readonly failures: unknown[] = [];
  readonly logged: string[] = [];
  readonly policies: { readonly resource: string; readonly document: PolicyDocument }[] = [];
  /** Actions that no principal but the operator may use. */
  readonly forbidden = new Set<string>();
  private readonly services = new Map<string, Service>();
  private readonly work = new Set<Promise<unknown>>();

  constructor(readonly clock: VirtualClock = testClock(60)) {}

  /** Adds a stand-in and returns it. */
  add<S extends Service>(factory: (cloud: Cloud) => S): S {
    const service = factory(this);
    this.services.set(service.name, service);
    return service;
  }

  /** Adds a service that only records calls, answering with `answers`, by operation. */
  addRecorder(name: string, answers: Readonly<Record<string, (input: never) => unknown>>): void {
    const factory: ServiceFactory = () => ({
      name,
      operations: Object.fromEntries(Object.entries(answers).map(([operation, run]) => [operation, { needs: () => [], run }])),
      resources: {},
    });
    this.add(factory);
  }

  async call<Output>(service: string, operation: string, input: object, caller: Principal): Promise<Output> {
    this.calls.push({ service, operation, input: { ...input }, caller });
    const found = this.services.get(service)?.operations[operation];
    if (found === undefined) throw new AwsError('UnknownOperationException', `${service}.${operation}`);
    for (const need of found.needs(input as never)) this.authorise(caller, need.action, need.resource);
    return (await found.run(input as never, caller)) as Output;
  }

  callsTo(service: string, operation: string): RecordedCall[] {
    return this.calls.filter((call) => call.service === service && call.operation === operation);
  }

  authorise(caller: Principal, action: string, resource: string): void {
    if (caller.kind === 'operator' || !this.forbidden.has(action)) return;
    this.denied.push(`${action} ${resource}`);
    throw new AwsError('AccessDeniedException', `not authorized to perform: ${action} on resource: ${resource}`);
  }

  emit(event: CloudEvent): void {
    this.events.push(event);
  }

  log(service: string, message: string): void {
    this.logged.push(`${service}: ${message}`);
  }

  background(_service: string, _what: string, work: Promise<unknown>): void {
    const tracked = work.catch((error: unknown) => this.failures.push(error)).finally(() => this.work.delete(tracked));
    this.work.add(tracked);
  }

  arn(service: string, resource: string): string {
    return `arn:aws:${service}:${this.region}:${this.account}:${resource}`;
  }

  credentials(roleArn: string): Credentials {
    return { accessKeyId: `AKIA${roleArn.split('/').at(-1) ?? ''}`, secretAccessKey: 'test', sessionToken: 'test' };
  }

  claim(): void {}

  attachResourcePolicy(resource: string, document: PolicyDocument): void {
    this.policies.push({ resource, document });
  }

  create(type: string, properties: ResourceRequest['properties'], logicalId = 'Resource') {
    const provider = [...this.services.values()].map((service) => service.resources[type]).find(Boolean);
    if (provider === undefined) throw new AwsError('UnknownResource', type);
    return Promise.resolve().then(() => provider({ type, logicalId, stackName: 'Test', properties, tags: {} }));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.services.values()].map(async (service) => service.stop?.()));
    await Promise.all(this.work);
    await rm(this.directory, { recursive: true, force: true });
  }
}

export const operator: Principal = { kind: 'operator' };
export const roleArn = 'arn:aws:iam::123456789012:role/test-role';
export const role: Principal = { kind: 'role', arn: roleArn };

/** Polls until the condition holds; fails after the real time given. */
export const eventually = async <T>(probe: () => T | undefined | Promise<T | undefined>, ms = 8000): Promise<T> => {
  const end = performance.now() + ms;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > end) throw new Error(`still not so after ${ms} ms`);
    await realSleep(20);
  }
};

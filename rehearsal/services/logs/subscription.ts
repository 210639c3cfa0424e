import { gzipSync } from 'node:zlib';
import type { Cloud } from '../../cloud/cloud';
import type { Principal } from '../../cloud/service';
import type { Lifetime } from '../lifetime';
import type { LineTest } from './filter-pattern';
import type { StoredEvent } from './log-store';

/** Lines of a group that go elsewhere. */
export interface SubscriptionSettings {
  readonly name: string;
  readonly group: string;
  /** ARN of a function or of a Firehose stream. */
  readonly destinationArn: string;
  /** Role for streams. */
  readonly roleArn: string | undefined;
  readonly matches: LineTest;
}

/** Lines wait so long for company, in virtual milliseconds, and travel in batches of at most so many characters. */
const batchMilliseconds = 30_000;
const batchCharacters = 512 * 1024;

/** Collects the lines of a group and hands them over, each stream's by themselves, gzipped as CloudWatch Logs does. */
export class Subscription {
  private waiting: StoredEvent[] = [];
  private underWay: Promise<void> | undefined;

  constructor(
    private readonly cloud: Cloud,
    private readonly lifetime: Lifetime,
    private readonly settings: SubscriptionSettings,
  ) {}

  take(events: readonly StoredEvent[]): void {
    this.waiting.push(...events.filter(({ message }) => this.settings.matches(message)));
    if (this.waiting.length === 0 || this.underWay !== undefined) return;
    this.lifetime.run(`subscription ${this.settings.name}`, async () => {
      this.underWay = this.deliverLater();
      await this.underWay;
    });
  }

  /** Hands over what waits now. */
  async drain(): Promise<void> {
    await this.deliver();
  }

  private async deliverLater(): Promise<void> {
    await this.lifetime.sleep(batchMilliseconds);
    this.underWay = undefined;
    await this.deliver();
  }

  private async deliver(): Promise<void> {
    const events = this.waiting;
    this.waiting = [];
    for (const batch of batchesOf(events)) await this.send(batch);
  }

  /** CloudWatch Logs tries again for a day; here the run's log says what was refused. */
  private async send(events: readonly StoredEvent[]): Promise<void> {
    const { destinationArn, group, name, roleArn } = this.settings;
    const data = gzipSync(JSON.stringify(this.message(events)));
    const sourceArn = this.cloud.arn('logs', `log-group:${group}:*`);
    const caller: Principal =
      roleArn === undefined ? { kind: 'service', name: 'logs.amazonaws.com', sourceArn } : { kind: 'role', arn: roleArn };
    try {
      if (destinationArn.includes(':lambda:')) {
        const Payload = JSON.stringify({ awslogs: { data: data.toString('base64') } });
        await this.cloud.call('lambda', 'Invoke', { FunctionName: destinationArn, InvocationType: 'Event', Payload }, caller);
      } else {
        const DeliveryStreamName = destinationArn.split('/').at(-1);
        await this.cloud.call('firehose', 'PutRecord', { DeliveryStreamName, Record: { Data: data } }, caller);
      }
    } catch (error) {
      this.cloud.log('logs', `${events.length} lines of ${group} did not reach ${name}: ${String(error)}`);
    }
  }

  private message(events: readonly StoredEvent[]) {
    return {
      messageType: 'DATA_MESSAGE',
      owner: this.cloud.account,
      logGroup: this.settings.group,
      logStream: events[0]?.logStreamName ?? '',
      subscriptionFilters: [this.settings.name],
      logEvents: events.map(({ eventId: id, timestamp, message }) => ({ id, timestamp, message })),
    };
  }
}

/** Lines of one stream each, in order, none too large. */
const batchesOf = (events: readonly StoredEvent[]): readonly (readonly StoredEvent[])[] => {
  const streams = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const known = streams.get(event.logStreamName);
    if (known === undefined) streams.set(event.logStreamName, [event]);
    else known.push(event);
  }
  return [...streams.values()].flatMap(split);
};

const split = (events: readonly StoredEvent[]): readonly (readonly StoredEvent[])[] => {
  const batches: StoredEvent[][] = [];
  let characters = 0;
  for (const event of events) {
    const last = batches.at(-1);
    if (last === undefined || characters + event.message.length > batchCharacters) {
      batches.push([event]);
      characters = 0;
    } else last.push(event);
    characters += event.message.length;
  }
  return batches;
};

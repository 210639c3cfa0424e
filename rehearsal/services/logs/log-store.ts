import { AwsError } from '../../cloud/aws-error';

/** One line of a log. Times are virtual epoch milliseconds. */
export interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

/** A line as it is kept. */
export interface StoredEvent extends LogEvent {
  readonly ingestionTime: number;
  readonly logStreamName: string;
  readonly eventId: string;
}

export interface LogStream {
  readonly name: string;
  readonly creationTime: number;
  firstEventTimestamp?: number;
  lastEventTimestamp?: number;
}

export interface LogGroup {
  readonly name: string;
  readonly creationTime: number;
  readonly retentionInDays?: number;
  readonly streams: Map<string, LogStream>;
  /** Told of every line that is taken. */
  readonly listeners: ((events: readonly StoredEvent[]) => void)[];
  events: StoredEvent[];
}

/** Lines kept per group; the oldest go first, so that a long rehearsal stays small. */
const keptEvents = 20_000;

/** The log groups of the account. */
export class LogStore {
  private readonly groups = new Map<string, LogGroup>();
  private sequence = 0;

  constructor(private readonly now: () => number) {}

  /** Throws ResourceAlreadyExistsException. */
  createGroup(name: string, retentionInDays?: number): LogGroup {
    if (this.groups.has(name)) throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
    const retention = retentionInDays === undefined ? {} : { retentionInDays };
    const group: LogGroup = { name, creationTime: this.now(), ...retention, streams: new Map(), listeners: [], events: [] };
    this.groups.set(name, group);
    return group;
  }

  all(): readonly LogGroup[] {
    return [...this.groups.values()];
  }

  /** Throws ResourceNotFoundException. */
  group(name: string): LogGroup {
    const found = this.groups.get(name);
    if (found !== undefined) return found;
    throw new AwsError('ResourceNotFoundException', `The specified log group does not exist: ${name}`);
  }

  /** Throws ResourceNotFoundException. */
  stream(group: LogGroup, name: string): LogStream {
    const found = group.streams.get(name);
    if (found !== undefined) return found;
    throw new AwsError('ResourceNotFoundException', `The specified log stream does not exist: ${name}`);
  }

  /** Throws ResourceAlreadyExistsException. */
  createStream(group: LogGroup, name: string): void {
    if (group.streams.has(name)) throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
    group.streams.set(name, { name, creationTime: this.now() });
  }

  append(group: LogGroup, stream: LogStream, events: readonly LogEvent[]): void {
    const ingestionTime = this.now();
    const stored = events.map((event): StoredEvent => {
      this.sequence += 1;
      return { ...event, ingestionTime, logStreamName: stream.name, eventId: String(this.sequence).padStart(20, '0') };
    });
    for (const event of stored) {
      group.events.push(event);
      stream.firstEventTimestamp = Math.min(stream.firstEventTimestamp ?? event.timestamp, event.timestamp);
      stream.lastEventTimestamp = Math.max(stream.lastEventTimestamp ?? event.timestamp, event.timestamp);
    }
    if (group.events.length > keptEvents) group.events = group.events.slice(-keptEvents);
    for (const listener of group.listeners) listener(stored);
  }
}

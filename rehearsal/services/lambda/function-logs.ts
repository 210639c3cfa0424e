import { randomBytes } from 'node:crypto';
import { setTimeout as realSleep } from 'node:timers/promises';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Principal } from '../../cloud/service';
import type { FunctionConfig } from './function-config';

/** Lines that arrive within this real time travel in one call, as far as they fit into it. */
const batchMilliseconds = 50;
const batchLines = 1000;

/** Longer lines are cut, in characters; a whole batch stays far below the limit of 1 MiB for usual lines. */
const longestLine = 256 * 1024;

interface LogLine {
  /** Virtual epoch milliseconds. */
  readonly timestamp: number;
  readonly message: string;
}

/** Sends a function's output to its log group, with the rights of its role, as Lambda does. */
export class FunctionLogs {
  /** The one stream of this function in this run. */
  readonly stream: string;
  private readonly pending: LogLine[] = [];
  private ready = false;
  private flushing: Promise<void> | undefined;
  private readonly caller: Principal;

  constructor(
    private readonly cloud: Cloud,
    private readonly config: FunctionConfig,
  ) {
    const day = new Date(cloud.clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
    this.stream = `${day}/[${config.version}]${randomBytes(16).toString('hex')}`;
    this.caller = { kind: 'role', arn: config.roleArn };
  }

  /** Takes a line; empty ones are nothing that the API would take. */
  write(line: string): void {
    if (line === '') return;
    this.pending.push({ timestamp: this.cloud.clock.now(), message: line.slice(0, longestLine) });
    this.flushing ??= this.flushSoon();
  }

  /** Resolves once everything written so far is delivered. */
  async drain(): Promise<void> {
    while (this.flushing !== undefined) await this.flushing;
  }

  private async flushSoon(): Promise<void> {
    await realSleep(batchMilliseconds);
    const logEvents = this.takeBatch();
    try {
      await this.ensureStream();
      await this.call('PutLogEvents', { logEvents });
    } catch (error) {
      // Lambda drops what it may not write; the run's log keeps the reason.
      this.cloud.log('lambda', `${logEvents.length} log lines of ${this.config.name} were lost: ${String(error)}`);
    }
    this.flushing = this.pending.length > 0 ? this.flushSoon() : undefined;
  }

  /** The oldest lines that fit into one call. */
  private takeBatch(): readonly LogLine[] {
    let characters = 0;
    const tooMany = this.pending.findIndex(({ message }, index) => {
      characters += message.length;
      return index >= batchLines || (index > 0 && characters > longestLine);
    });
    return this.pending.splice(0, tooMany < 0 ? this.pending.length : tooMany);
  }

  private async ensureStream(): Promise<void> {
    if (this.ready) return;
    try {
      await this.call('CreateLogStream', {});
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'ResourceNotFoundException') throw error;
      await this.cloud.call('logs', 'CreateLogGroup', { logGroupName: this.config.logGroup }, this.caller);
      await this.call('CreateLogStream', {});
    }
    this.ready = true;
  }

  private async call(operation: string, input: object): Promise<void> {
    const place = { logGroupName: this.config.logGroup, logStreamName: this.stream };
    await this.cloud.call('logs', operation, { ...place, ...input }, this.caller);
  }
}

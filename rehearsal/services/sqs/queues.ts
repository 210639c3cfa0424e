/** All queues of an account. */
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Need } from '../../cloud/service';
import { keyNeeds } from '../kms/keys';
import { Queue } from './queue';
import type { Message, QueueSettings, Times } from './queue';

export interface ReceiveOptions {
  readonly count: number;
  /** How long to wait for a first message, in virtual seconds. */
  readonly waitSeconds: number;
  readonly visibilitySeconds: number | undefined;
}

export class Queues {
  private readonly byName = new Map<string, Queue>();
  private readonly ending = new AbortController();

  constructor(private readonly cloud: Cloud) {}

  create(settings: QueueSettings): void {
    if (this.byName.has(settings.name)) throw new AwsError('QueueNameExists', `A queue ${settings.name} already exists.`);
    this.byName.set(settings.name, new Queue(settings));
  }

  /** By URL or name. Throws AwsError QueueDoesNotExist. */
  find(url: string): Queue {
    const queue = this.byName.get(lastPart(url));
    if (queue) return queue;
    throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
  }

  url(name: string): string {
    return `${this.cloud.endpoint}/${this.cloud.account}/${name}`;
  }

  times(): Times {
    return { virtual: this.cloud.clock.now(), real: performance.now() };
  }

  needs(action: string, url: string, ...keyActions: readonly ('Decrypt' | 'GenerateDataKey')[]): readonly Need[] {
    const name = lastPart(url);
    const key = this.byName.get(name)?.settings.kmsKey;
    return [{ action: `sqs:${action}`, resource: this.cloud.arn('sqs', name) }, ...keyNeeds(this.cloud, key, 'sqs', ...keyActions)];
  }

  /** Waits for messages as long as the options say; an empty list when none came or the rehearsal ends. */
  async receive(url: string, { count, waitSeconds, visibilitySeconds }: ReceiveOptions): Promise<readonly Message[]> {
    const queue = this.find(url);
    const dead = queue.settings.redrive && this.byName.get(lastPart(queue.settings.redrive.deadLetterArn));
    const end = this.cloud.clock.now() + waitSeconds * 1000;
    for (;;) {
      const messages = queue.receive(count, this.times(), visibilitySeconds, dead);
      if (messages.length > 0 || this.cloud.clock.now() >= end || this.ending.signal.aborted) return messages;
      await this.cloud.clock.sleep(1000, this.ending.signal).catch(() => undefined);
    }
  }

  /** Ends what still waits for messages. */
  stop(): void {
    this.ending.abort();
  }
}

/** The name in a URL `…/account/name` or an ARN `…:account:name`. */
const lastPart = (text: string): string => text.split(/[/:]/).at(-1) ?? text;

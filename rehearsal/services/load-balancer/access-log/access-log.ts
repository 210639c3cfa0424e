import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Cloud } from '../../../cloud/cloud';
import { Lifetime } from '../../lifetime';
import { logKey, testKey, type LoggedBalancer } from './object-key';
import type { AccessLogSettings } from './settings';

/** Virtual milliseconds between two objects, counted from the hour. */
const interval = 5 * 60_000;

/** Who writes access logs, in every region that opened since August 2022 and, as AWS recommends, in all others. */
const deliverer = 'logdelivery.elasticloadbalancing.amazonaws.com';

/** The access log of one load balancer: lines are collected and go into the bucket every five virtual minutes. */
export class AccessLog {
  private lines: string[] = [];
  private delivered = 0;
  private readonly lifetime: Lifetime;

  constructor(
    private readonly cloud: Cloud,
    private readonly arn: string,
    private readonly balancer: LoggedBalancer,
    readonly settings: AccessLogSettings,
  ) {
    this.lifetime = new Lifetime(cloud, 'elasticloadbalancing');
  }

  /** Writes the test object. @throws AwsError where the bucket's policy does not let the delivery service write. */
  async start(): Promise<void> {
    await this.put(testKey(this.settings, this.balancer), Buffer.from('Enable AccessLog for ELB\n'));
    this.lifetime.run(`access log of ${this.balancer.fullName}`, () => this.deliverForEver());
  }

  take(lines: readonly string[]): void {
    this.lines.push(...lines);
  }

  /** Lines in the bucket so far. */
  get total(): number {
    return this.delivered;
  }

  /** Writes what waits now, whatever the interval. */
  async deliver(): Promise<void> {
    const { lines } = this;
    if (lines.length === 0) return;
    this.lines = [];
    const end = Math.ceil(this.cloud.clock.now() / interval) * interval;
    const key = logKey(this.settings, this.balancer, end, randomBytes(4).toString('hex'));
    await this.put(key, gzipSync(`${lines.join('\n')}\n`));
    this.delivered += lines.length;
  }

  async stop(): Promise<void> {
    await this.lifetime.stop();
  }

  private async deliverForEver(): Promise<void> {
    for (;;) {
      await this.lifetime.sleep(interval - (this.cloud.clock.now() % interval));
      await this.deliver();
    }
  }

  private async put(Key: string, Body: Uint8Array): Promise<void> {
    const caller = { kind: 'service', name: deliverer, sourceArn: this.arn } as const;
    await this.cloud.call('s3', 'PutObject', { Bucket: this.settings.bucket, Key, Body }, caller);
  }
}

import type { Cloud, CloudEvent } from '../../cloud/cloud';
import type { Lifetime } from '../lifetime';
import { envelope, type Envelope } from './envelope';
import type { EventControl } from './event-control';
import type { Rule } from './rule';
import type { Schedule } from './schedule';
import { deliverToTarget } from './target-delivery';

/** The default bus: rules, and the way of an event through them. */
export class Bus {
  private readonly rules = new Map<string, Rule>();

  constructor(
    private readonly cloud: Cloud,
    private readonly lifetime: Lifetime,
    private readonly control: EventControl,
  ) {}

  addRule(rule: Rule): void {
    this.rules.set(rule.name, rule);
    if (rule.enabled && rule.schedule !== undefined) this.fireBy(rule, rule.schedule);
  }

  /** Accepts an event; returns its id at once. @param time virtual epoch milliseconds, default now */
  accept(event: CloudEvent, time?: number): string {
    return this.pass(envelope(this.cloud, event, time));
  }

  /** Takes an event that already has its envelope, from another bus; returns its id at once. */
  pass(accepted: Envelope): string {
    this.control.tell(accepted);
    for (const rule of this.rules.values()) if (rule.enabled && rule.matches?.(accepted)) this.send(rule, accepted);
    return accepted.id;
  }

  private send(rule: Rule, event: Envelope): void {
    for (const target of rule.targets)
      for (let copy = 0; copy < this.control.deliveries; copy += 1)
        this.lifetime.run(`rule ${rule.name}`, async () => {
          const wait = this.control.shuffleMilliseconds * this.control.random();
          if (wait > 0) await this.lifetime.sleep(wait);
          await deliverToTarget(this.cloud, this.lifetime, rule, target, event);
        });
  }

  private fireBy(rule: Rule, schedule: Schedule): void {
    this.lifetime.run(`schedule of rule ${rule.name}`, async () => {
      while (!this.lifetime.stopped) {
        const now = this.cloud.clock.now();
        await this.lifetime.sleep(schedule.next(now) - now);
        this.send(
          rule,
          envelope(this.cloud, { source: 'aws.events', 'detail-type': 'Scheduled Event', resources: [rule.arn], detail: {} }),
        );
      }
    });
  }
}

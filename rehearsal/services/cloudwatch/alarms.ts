import type { Cloud } from '../../cloud/cloud';
import { deliver } from '../deliver';
import type { Lifetime } from '../lifetime';
import type { AlarmConfig } from './alarm';
import { evaluate } from './alarm-evaluation';
import { alarmEvent, alarmMessage, reasonOf, type AlarmState } from './alarm-messages';
import { alarmPoints } from './alarm-points';
import { ComposedAlarm, type CompositeConfig } from './composite/composite-alarm';
import { compositeEvent, compositeMessage } from './composite/messages';
import type { SeriesReader } from './series-reader';

/** An alarm and its state. */
export interface Alarm {
  config: AlarmConfig;
  state: AlarmState;
}

/** What is told to the actions of one state of one alarm. */
interface News {
  readonly name: string;
  readonly arn: string;
  readonly state: AlarmState;
  readonly targets: readonly string[];
  /** For functions. */
  readonly data: unknown;
  /** For topics. */
  readonly message: string;
}

const minute = 60_000;

/** All alarms, evaluated at every whole virtual minute: those on metrics first, then those made of alarms. */
export class Alarms {
  private readonly alarms = new Map<string, Alarm>();
  private readonly composites = new Map<string, ComposedAlarm>();
  private watching = false;

  constructor(
    private readonly cloud: Cloud,
    private readonly lifetime: Lifetime,
    private readonly read: SeriesReader,
  ) {}

  /** Adds an alarm, or changes one and leaves its state. */
  add(config: AlarmConfig): void {
    const known = this.alarms.get(config.name);
    if (known !== undefined) known.config = config;
    else
      this.alarms.set(config.name, {
        config,
        state: this.initial(
          config.watched.kind === 'band' ? 'No band: a rehearsal has no two weeks to learn one from' : 'Unchecked: Initial alarm creation',
        ),
      });
    this.start();
  }

  compose(config: CompositeConfig): void {
    this.composites.set(config.name, new ComposedAlarm(config, this.initial('Unchecked: Initial alarm creation')));
    this.start();
  }

  /** @returns whether there was such an alarm */
  remove(name: string): boolean {
    return this.alarms.delete(name);
  }

  has(name: string): boolean {
    return this.alarms.has(name);
  }

  all(): readonly Alarm[] {
    return [...this.alarms.values()];
  }

  composed(): readonly ComposedAlarm[] {
    return [...this.composites.values()];
  }

  private initial(reason: string): AlarmState {
    return { value: 'INSUFFICIENT_DATA', reason, since: this.cloud.clock.now() };
  }

  private start(): void {
    if (this.watching) return;
    this.watching = true;
    this.lifetime.run('alarm evaluation', () => this.watch());
  }

  private async watch(): Promise<void> {
    while (!this.lifetime.stopped) {
      const now = this.cloud.clock.now();
      await this.lifetime.sleep(minute - (now % minute));
      for (const alarm of this.all()) this.check(alarm);
      for (const alarm of this.composed()) this.checkComposed(alarm);
    }
  }

  private check(alarm: Alarm): void {
    const { config, state: previous } = alarm;
    if (config.watched.kind === 'band') return;
    const points = alarmPoints(config, this.read, this.cloud.clock.now());
    const value = evaluate(config, points);
    if (value === undefined || value === previous.value) return;
    alarm.state = { value, reason: reasonOf(config, value, points), since: this.cloud.clock.now() };
    const event = alarmEvent(config, alarm.state, previous);
    this.cloud.emit(event);
    if (!config.actionsEnabled) return;
    const { name, arn } = config;
    this.act({
      name,
      arn,
      state: alarm.state,
      targets: config.actions[value],
      data: event.detail,
      message: alarmMessage(config, alarm.state, previous, this.cloud),
    });
  }

  private checkComposed(alarm: ComposedAlarm): void {
    const now = this.cloud.clock.now();
    const stateOf = (name: string) => this.alarms.get(name)?.state.value ?? this.composites.get(name)?.state.value;
    const previous = alarm.update(stateOf, now);
    const { config, state } = alarm;
    if (previous !== undefined) this.cloud.emit(compositeEvent(config, state, previous));
    const told = alarm.due(stateOf, now);
    if (told === undefined) return;
    const data = compositeEvent(config, state, told).detail;
    this.act({
      name: config.name,
      arn: config.arn,
      state,
      targets: config.actions[state.value],
      data,
      message: compositeMessage(config, state, told, this.cloud),
    });
  }

  private act(news: News): void {
    for (const targetArn of news.targets) this.lifetime.run(`action of alarm ${news.name}`, () => this.tell(news, targetArn));
  }

  /** An action that fails shows in the alarm's history on AWS; here in the run's log. */
  private async tell({ name, arn, state, data, message }: News, targetArn: string): Promise<void> {
    const toFunction = targetArn.includes(':lambda:');
    const service = toFunction ? 'lambda.alarms.cloudwatch.amazonaws.com' : 'cloudwatch.amazonaws.com';
    const body = toFunction
      ? JSON.stringify({
          source: 'aws.cloudwatch',
          alarmArn: arn,
          accountId: this.cloud.account,
          region: this.cloud.region,
          alarmData: data,
        })
      : message;
    try {
      await deliver(this.cloud, {
        targetArn,
        body,
        subject: `${state.value}: "${name}"`,
        caller: { kind: 'service', name: service, sourceArn: arn },
      });
    } catch (error) {
      this.cloud.log('monitoring', `alarm ${name} could not reach ${targetArn}: ${String(error)}`);
    }
  }
}

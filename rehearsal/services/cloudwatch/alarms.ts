import type { Cloud } from '../../cloud/cloud';
import { deliver } from '../deliver';
import type { Lifetime } from '../lifetime';
import type { AlarmConfig } from './alarm';
import { evaluate, extraPeriods } from './alarm-evaluation';
import { alarmEvent, alarmMessage, reasonOf, type AlarmState } from './alarm-messages';
import type { SeriesReader } from './series-reader';

/** An alarm and its state. */
export interface Alarm {
  readonly config: AlarmConfig;
  state: AlarmState;
}

const minute = 60_000;

/** All alarms, evaluated at every whole virtual minute. */
export class Alarms {
  private readonly alarms = new Map<string, Alarm>();
  private watching = false;

  constructor(
    private readonly cloud: Cloud,
    private readonly lifetime: Lifetime,
    private readonly read: SeriesReader,
  ) {}

  add(config: AlarmConfig): void {
    const reason = 'Unchecked: Initial alarm creation';
    this.alarms.set(config.name, { config, state: { value: 'INSUFFICIENT_DATA', reason, since: this.cloud.clock.now() } });
    if (this.watching) return;
    this.watching = true;
    this.lifetime.run('alarm evaluation', () => this.watch());
  }

  all(): readonly Alarm[] {
    return [...this.alarms.values()];
  }

  private async watch(): Promise<void> {
    while (!this.lifetime.stopped) {
      const now = this.cloud.clock.now();
      await this.lifetime.sleep(minute - (now % minute));
      for (const alarm of this.all()) this.check(alarm);
    }
  }

  private check(alarm: Alarm): void {
    const { config, state: previous } = alarm;
    const points = this.points(config);
    const value = evaluate(config, points);
    if (value === undefined || value === previous.value) return;
    alarm.state = { value, reason: reasonOf(config, value, points), since: this.cloud.clock.now() };
    this.cloud.emit(alarmEvent(config, alarm.state, previous));
    if (config.actionsEnabled) this.act(alarm, previous);
  }

  /** One value per period of the evaluation range, oldest first. NaN is no value. */
  private points(config: AlarmConfig): readonly (number | undefined)[] {
    const length = config.periodSeconds * 1000;
    const end = Math.floor(this.cloud.clock.now() / length) * length;
    const count = config.evaluationPeriods + extraPeriods;
    const range = { start: end - count * length, end, periodSeconds: config.periodSeconds };
    const found = this.read(config.metric, config.statistic, config.unit === undefined ? range : { ...range, unit: config.unit });
    const byStart = new Map(found.filter(({ value }) => !Number.isNaN(value)).map(({ start, value }) => [start, value]));
    return Array.from({ length: count }, (_, index) => byStart.get(range.start + index * length));
  }

  private act({ config, state }: Alarm, previous: AlarmState): void {
    for (const targetArn of config.actions[state.value]) this.lifetime.run(`action of alarm ${config.name}`, () => this.tell(config, state, previous, targetArn));
  }

  /** An action that fails shows in the alarm's history on AWS; here in the run's log. */
  private async tell(config: AlarmConfig, state: AlarmState, previous: AlarmState, targetArn: string): Promise<void> {
    const toFunction = targetArn.includes(':lambda:');
    const name = toFunction ? 'lambda.alarms.cloudwatch.amazonaws.com' : 'cloudwatch.amazonaws.com';
    const body = toFunction
      ? JSON.stringify({ source: 'aws.cloudwatch', alarmArn: config.arn, accountId: this.cloud.account, region: this.cloud.region, alarmData: alarmEvent(config, state, previous).detail })
      : alarmMessage(config, state, previous, this.cloud);
    try {
      await deliver(this.cloud, { targetArn, body, subject: `${state.value}: "${config.name}"`, caller: { kind: 'service', name, sourceArn: config.arn } });
    } catch (error) {
      this.cloud.log('monitoring', `alarm ${config.name} could not reach ${targetArn}: ${String(error)}`);
    }
  }
}

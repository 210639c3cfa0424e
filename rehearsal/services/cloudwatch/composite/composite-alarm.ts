import * as v from 'valibot';
import type { Cloud } from '../../../cloud/cloud';
import { physicalName } from '../../../cloud/physical-name';
import type { ResourceRequest } from '../../../cloud/service';
import { numeric, parseProperties, refuse, text } from '../../input';
import { actionEntries, actionsOf, type AlarmActions } from '../alarm';
import type { AlarmState } from '../alarm-messages';
import { compileRule, type Rule, type StateOf } from './rule';

/** An alarm made of alarms. */
export interface CompositeConfig {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly ruleText: string;
  readonly rule: Rule;
  readonly actionsEnabled: boolean;
  readonly actions: AlarmActions;
  readonly suppressor: Suppressor | undefined;
}

/** The alarm that mutes the actions while it is in ALARM; virtual milliseconds. */
export interface Suppressor {
  readonly name: string;
  /** How long the actions wait for the suppressor to go into ALARM. */
  readonly wait: number;
  /** How long they stay muted after it has left ALARM. */
  readonly extension: number;
}

const properties = v.object({
  AlarmName: v.optional(v.pipe(text, v.maxLength(255))),
  AlarmDescription: v.optional(v.pipe(v.string(), v.maxLength(1024))),
  AlarmRule: text,
  ActionsSuppressor: v.optional(text),
  ActionsSuppressorWaitPeriod: v.optional(numeric, 0),
  ActionsSuppressorExtensionPeriod: v.optional(numeric, 0),
  ...actionEntries,
});

/** Reads AWS::CloudWatch::CompositeAlarm. */
export const parseComposite = (cloud: Cloud, request: ResourceRequest): CompositeConfig => {
  const given = parseProperties(properties, request);
  const name = given.AlarmName ?? physicalName(request, 255);
  const rule =
    compileRule(given.AlarmRule) ?? refuse(request, `the rule ${given.AlarmRule}`, 'combine states of alarms with AND, OR and NOT');
  return {
    name,
    arn: cloud.arn('cloudwatch', `alarm:${name}`),
    description: given.AlarmDescription,
    ruleText: given.AlarmRule,
    rule,
    actionsEnabled: given.ActionsEnabled,
    actions: actionsOf(given),
    suppressor:
      given.ActionsSuppressor === undefined
        ? undefined
        : {
            name: given.ActionsSuppressor.replace(/^arn:.*:alarm:/, ''),
            wait: given.ActionsSuppressorWaitPeriod * 1000,
            extension: given.ActionsSuppressorExtensionPeriod * 1000,
          },
  };
};

/**
 * A composite alarm, its state, and what of it has been told. While the suppressor is in ALARM nothing is told; a state
 * that outlasts it is told afterwards, one that has passed by then never.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_How_To_Suppress.html
 */
export class ComposedAlarm {
  private told: AlarmState;
  private mutedUntil = 0;

  constructor(
    readonly config: CompositeConfig,
    public state: AlarmState,
  ) {
    this.told = state;
  }

  /** @returns the state before, where it has changed */
  update(stateOf: StateOf, now: number): AlarmState | undefined {
    const value = this.config.rule.holds(stateOf) ? 'ALARM' : 'OK';
    if (value === this.state.value) return undefined;
    const previous = this.state;
    const inAlarm = this.config.rule.names.filter((name) => stateOf(name) === 'ALARM');
    this.state = {
      value,
      reason: inAlarm.length === 0 ? 'No alarm of the rule is in ALARM' : `In ALARM: ${inAlarm.join(', ')}`,
      since: now,
    };
    return previous;
  }

  /** @returns the state that was told last, where the present one is to be told now */
  due(stateOf: StateOf, now: number): AlarmState | undefined {
    const { suppressor, actionsEnabled } = this.config;
    if (suppressor !== undefined && stateOf(suppressor.name) === 'ALARM') this.mutedUntil = now + suppressor.extension;
    if (this.state.value === this.told.value || !actionsEnabled) return undefined;
    if (suppressor !== undefined && (now <= this.mutedUntil || now - this.state.since < suppressor.wait)) return undefined;
    const before = this.told;
    this.told = this.state;
    return before;
  }
}

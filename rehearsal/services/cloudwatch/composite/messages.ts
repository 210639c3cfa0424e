/** What a composite alarm says when its state changes. */
import type { CloudEvent } from '../../../cloud/cloud';
import { isoOffset, stateChangeEvent, type AlarmState } from '../alarm-messages';
import type { CompositeConfig } from './composite-alarm';

/** The event of a composite alarm. */
export const compositeEvent = (alarm: CompositeConfig, state: AlarmState, previous: AlarmState): CloudEvent =>
  stateChangeEvent(alarm, state, previous, {
    alarmRule: alarm.ruleText,
    ...(alarm.suppressor === undefined ? {} : { actionsSuppressor: alarm.suppressor.name }),
  });

/** The body of the message that an SNS topic gets. */
export const compositeMessage = (
  alarm: CompositeConfig,
  state: AlarmState,
  previous: AlarmState,
  place: { readonly account: string; readonly region: string },
): string =>
  JSON.stringify({
    AlarmName: alarm.name,
    AlarmDescription: alarm.description ?? null,
    AWSAccountId: place.account,
    NewStateValue: state.value,
    NewStateReason: state.reason,
    StateChangeTime: isoOffset(state.since),
    Region: place.region,
    AlarmArn: alarm.arn,
    OldStateValue: previous.value,
    OKActions: alarm.actions.OK,
    AlarmActions: alarm.actions.ALARM,
    InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
    AlarmRule: alarm.ruleText,
  });

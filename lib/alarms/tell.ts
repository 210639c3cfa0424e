import type { AlarmBase } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { EnvironmentConfig } from '../config/config';
import type { Notifications } from '../foundation/notifications';

/** How urgent an alarm is: a page at any hour, or a mail. */
export type Urgency = 'page' | 'mail';

/** The topics that hear of an alarm. A page is a mail too, so that the written record is complete. */
export function listeners(
  audience: EnvironmentConfig['alarms']['tell'],
  urgency: Urgency,
  { topic, critical }: Notifications,
): readonly ITopic[] {
  switch (audience) {
    case 'nobody':
      return [];
    case 'email':
      return [topic];
    case 'critical':
      return urgency === 'page' ? [critical, topic] : [topic];
  }
}

/** Tells topics when an alarm begins and when it ends. */
export function tell(alarm: AlarmBase, topics: readonly ITopic[]): void {
  for (const topic of topics) {
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
}

/** What an alarm says: the fact, and the page that says what to do about it. */
export const described = (fact: string, section: string): string =>
  `${fact}. First: was there a deployment, can you roll back? Then docs/runbook.md#${section}`;

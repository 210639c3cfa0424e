import { CfnAlarm, type AlarmBase } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/config';
import type { EnvironmentName } from '../foundation/names';
import type { Notifications } from '../foundation/notifications';
import { BalancerMetrics, type BalancerDimensions } from './balancer-metrics';
import { BudgetBurn } from './budget-burn';
import { SymptomAlarm } from './symptom-alarm';
import { Symptoms } from './symptoms';
import { listeners, type Urgency } from './tell';
import { unusualTraffic } from './unusual-traffic';

/** What is watched, and who hears of it. */
export interface EnvironmentAlarmsProps {
  readonly environment: EnvironmentName;
  readonly dimensions: BalancerDimensions;
  /** Where targets move between several target groups. */
  readonly targetGroups: readonly string[];
  readonly settings: EnvironmentConfig['alarms'];
  readonly notifications: Notifications;
}

/** The alarms of an environment: symptoms first, then the promise to users, then what is merely unusual. */
export class EnvironmentAlarms extends Construct {
  readonly symptoms: Symptoms;
  /** Of the symptoms that may mean a bad build; self-healing hears them. */
  readonly arns: readonly string[];

  constructor(scope: Construct, id: string, { environment, dimensions, targetGroups, settings, notifications }: EnvironmentAlarmsProps) {
    super(scope, id);
    const metrics = new BalancerMetrics(dimensions, targetGroups);
    const topics = (urgency: Urgency) => listeners(settings.tell, urgency, notifications);
    this.symptoms = new Symptoms(this, 'Symptoms', { environment, metrics, thresholds: settings });
    this.arns = [this.symptoms.errors, this.symptoms.latency].flatMap(attributeArn);
    if (settings.tell === 'nobody') return;

    new SymptomAlarm(this, 'UsersNotice', {
      environment,
      symptoms: this.symptoms,
      topics: topics('page'),
      muteMinutes: settings.muteMinutes,
    });
    new BudgetBurn(this, 'BudgetBurn', {
      environment,
      metrics,
      sloPercent: settings.sloPercent,
      topics: { Fast: topics('page'), Slow: topics('mail') },
    });
    if (settings.anomalies) unusualTraffic(this, 'UnusualTraffic', environment, metrics, topics('mail'));
  }
}

/** The resource's own attribute: stacks of other accounts can read it though the alarm has no fixed name. */
const attributeArn = ({ node }: AlarmBase): readonly string[] => (node.defaultChild instanceof CfnAlarm ? [node.defaultChild.attrArn] : []);

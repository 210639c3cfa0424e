import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmRule,
  AlarmState,
  ComparisonOperator,
  CompositeAlarm,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { EnvironmentName } from '../foundation/names';
import type { BalancerMetrics } from './balancer-metrics';
import { described, tell } from './tell';

/** How fast the budget burns, over a long window, and whether it still does, over a short one. */
interface Burn {
  readonly name: 'Fast' | 'Slow';
  /** Multiples of the rate at which the budget of 30 days is just used up. */
  readonly rate: number;
  readonly long: Duration;
  readonly short: Duration;
  readonly fact: string;
}

/** The usual pairs: Google's SRE workbook, chapter 5, "Multiwindow, Multi-Burn-Rate Alerts". */
const burns: readonly Burn[] = [
  {
    name: 'Fast',
    rate: 14.4,
    long: Duration.hours(1),
    short: Duration.minutes(5),
    fact: '2 % of the error budget of 30 days was burnt within an hour',
  },
  {
    name: 'Slow',
    rate: 6,
    long: Duration.hours(6),
    short: Duration.minutes(30),
    fact: '5 % of the error budget of 30 days was burnt within six hours',
  },
];

/** What is promised, and who hears when it is in danger. */
export interface BudgetBurnProps {
  readonly environment: EnvironmentName;
  readonly metrics: BalancerMetrics;
  /** Percent of the requests that must succeed. */
  readonly sloPercent: number;
  /** A fast burn is a page, a slow one a mail. */
  readonly topics: Readonly<Record<Burn['name'], readonly ITopic[]>>;
}

/** Two composite alarms, each of a long and a short window. Deployments do not mute them: a bad one burns the budget. */
export class BudgetBurn extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: BudgetBurnProps,
  ) {
    super(scope, id);
    for (const burn of burns) {
      const windows = [this.window(`${burn.name}Long`, burn.rate, burn.long), this.window(`${burn.name}Short`, burn.rate, burn.short)];
      const both = new CompositeAlarm(this, burn.name, {
        alarmDescription: described(
          `${props.environment}: ${burn.fact} (promised: ${props.sloPercent} % of the requests succeed), and it goes on`,
          'budget-burn',
        ),
        alarmRule: AlarmRule.allOf(...windows.map((alarm) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM))),
      });
      tell(both, props.topics[burn.name]);
    }
  }

  /** Errors over requests, as a multiple of the share that may fail. */
  private window(id: string, rate: number, period: Duration): Alarm {
    const { environment, metrics, sloPercent } = this.props;
    const budget = Number((1 - sloPercent / 100).toPrecision(6));
    return new Alarm(this, id, {
      alarmDescription: described(
        `${environment}: part of an error-budget alarm; ${rate} times too many requests failed within ${period.toHumanString()}`,
        'budget-burn',
      ),
      metric: new MathExpression({
        expression: `(FILL(errors, 0) + FILL(balancer, 0)) / (requests + FILL(balancer, 0)) / ${budget}`,
        usingMetrics: { errors: metrics.errors(period), balancer: metrics.balancerErrors(period), requests: metrics.requests(period) },
        label: 'burn rate',
        period,
      }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: rate,
      evaluationPeriods: 1,
      // No requests burn no budget.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}

import { Duration, type Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, MathExpression, TreatMissingData, type AlarmProps, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { described, listeners, tell } from '../alarms/tell';
import type { Notifications } from '../foundation/notifications';
import { WorkflowMachine } from '../gate/workflow-machine';

/** Metrics that one expression of an alarm may have. */
const mostMetrics = 10;

/** Tells when a part of the product itself fails: every function and every workflow of a stack. */
export class ServiceAlarms extends Construct {
  /** @param part as people call the stack */
  constructor(
    scope: Construct,
    id: string,
    private readonly part: string,
    stack: Stack,
    private readonly notifications: Notifications,
  ) {
    super(scope, id);
    const constructs = stack.node.findAll();
    this.watchFunctions(constructs.filter((construct) => construct instanceof LambdaFunction));
    for (const machine of constructs.filter((construct) => construct instanceof WorkflowMachine)) this.watchWorkflow(machine);
  }

  /** A mail: workflows and queues try again. */
  private watchFunctions(functions: readonly LambdaFunction[]): void {
    for (let at = 0; at < functions.length; at += mostMetrics) {
      const errors = functions
        .slice(at, at + mostMetrics)
        .map((each) => each.metricErrors({ period: Duration.minutes(5), statistic: 'Sum' }));
      this.alarm(at === 0 ? 'FunctionErrors' : `FunctionErrors${at}`, 'mail', {
        alarmDescription: described(`${this.part}: a function failed three times or more within five minutes`, 'function-errors'),
        metric: sumOf(errors),
        threshold: 3,
        evaluationPeriods: 1,
      });
    }
  }

  /** A page where a release waits for nothing or production is not repaired; a mail where less is at stake. */
  private watchWorkflow({ stateMachine: machine, urgency }: WorkflowMachine): void {
    const period = { period: Duration.minutes(5), statistic: 'Sum' };
    this.alarm(urgency === 'page' ? 'WorkflowFailed' : 'MinorWorkflowFailed', urgency, {
      alarmDescription: described(
        `${this.part}: a ${urgency === 'page' ? '' : 'minor '}workflow failed, ran out of time or was aborted`,
        'workflow-failed',
      ),
      metric: sumOf([machine.metricFailed(period), machine.metricTimedOut(period), machine.metricAborted(period)]),
      threshold: 1,
      evaluationPeriods: 1,
    });
  }

  private alarm(id: string, urgency: 'page' | 'mail', props: AlarmProps): void {
    const alarm = new Alarm(this, id, {
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // What does not run does not fail.
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...props,
    });
    tell(alarm, listeners('critical', urgency, this.notifications));
  }
}

const sumOf = (metrics: readonly IMetric[]): MathExpression =>
  new MathExpression({
    expression: metrics.map((_, index) => `FILL(m${index}, 0)`).join(' + '),
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric])),
    label: 'failures',
    period: Duration.minutes(5),
  });

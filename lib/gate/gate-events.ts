import { Duration } from 'aws-cdk-lib';
import { Rule, type EventPattern } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** Who hears of what. */
export interface GateEventsProps {
  readonly observe: IFunction;
  readonly watchdog: IFunction;
  readonly stateMachine: IStateMachine;
  /** Where events go that cannot be delivered. */
  readonly undelivered: IQueue;
}

/** What the gate hears from EventBridge. Pipelines that it does not gate have no validations, so nothing follows. */
export class GateEvents extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: GateEventsProps,
  ) {
    super(scope, id);
    this.rule('ApprovalAnswered', 'An approval of a pipeline was answered, or timed out', props.observe, {
      source: ['aws.codepipeline'],
      detailType: ['CodePipeline Action Execution State Change'],
      detail: { type: { category: ['Approval'] }, state: ['SUCCEEDED', 'FAILED', 'CANCELED'] },
    });
    this.rule('ExecutionEnded', 'A pipeline execution ended', props.observe, {
      source: ['aws.codepipeline'],
      detailType: ['CodePipeline Pipeline Execution State Change'],
      detail: { state: ['SUCCEEDED', 'FAILED', 'STOPPED', 'SUPERSEDED', 'CANCELED'] },
    });
    this.rule('WorkflowFailed', 'The workflow of a validation failed', props.watchdog, {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'], stateMachineArn: [props.stateMachine.stateMachineArn] },
    });
  }

  private rule(id: string, description: string, target: IFunction, eventPattern: EventPattern): void {
    const delivery = { deadLetterQueue: this.props.undelivered, retryAttempts: 10, maxEventAge: Duration.hours(2) };
    new Rule(this, id, { description, eventPattern, targets: [new LambdaFunction(target, delivery)] });
  }
}

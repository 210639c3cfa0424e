import { Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { diskAlarmPrefix, diskVariables } from '../../lambda/contract/ops';
import type { Config } from '../config/config';
import type { Notifications } from '../foundation/notifications';
import { HandlerFunction } from '../gate/handler-function';
import { acknowledgeWildcard } from '../nag/acknowledge';

/** Alarms of the disks of every instance, made and removed by a function, since no template knows the instances. */
export class DiskAlarms extends Construct {
  private readonly keeper: HandlerFunction;

  constructor(scope: Construct, id: string, config: Config, { topic, critical }: Notifications, undelivered: IQueue) {
    super(scope, id);
    this.keeper = new HandlerFunction(this, 'Keeper', {
      handler: 'disk-alarms',
      description: 'Keeps the alarms of the disks of all instances',
      config,
      timeoutSeconds: 120,
      undelivered,
    });
    const variables = {
      [diskVariables.emailTopicArn]: topic.topicArn,
      [diskVariables.criticalTopicArn]: critical.topicArn,
      [diskVariables.emailPercent]: String(config.disks.emailPercent),
      [diskVariables.criticalPercent]: String(config.disks.criticalPercent),
    };
    for (const [name, value] of Object.entries(variables)) this.keeper.function.addEnvironment(name, value);
    this.permit();
    this.listen(undelivered);
  }

  private permit(): void {
    const { partition, region, account } = Stack.of(this);
    const alarm = (name: string): string => `arn:${partition}:cloudwatch:${region}:${account}:alarm:${name}`;
    const ours = alarm(`${diskAlarmPrefix}*`);
    const { role } = this.keeper;
    role.addToPolicy(new PolicyStatement({ actions: ['cloudwatch:PutMetricAlarm', 'cloudwatch:DeleteAlarms'], resources: [ours] }));
    role.addToPolicy(new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: [alarm('*')] }));
    role.addToPolicy(
      new PolicyStatement({ actions: ['cloudwatch:ListMetrics', 'autoscaling:DescribeAutoScalingInstances'], resources: ['*'] }),
    );
    acknowledgeWildcard(role, ours, 'Alarms are named after instances and disks, which only a run knows.');
    acknowledgeWildcard(role, alarm('*'), 'CloudWatch lists alarms by prefix only to those who may list all.');
    acknowledgeWildcard(role, '*', 'AWS knows no resource for listing metrics and instances.');
  }

  private listen(undelivered: IQueue): void {
    const target = new LambdaFunction(this.keeper.function, {
      deadLetterQueue: undelivered,
      retryAttempts: 10,
      maxEventAge: Duration.hours(1),
    });
    new Rule(this, 'InstanceChanged', {
      description: 'An instance begins or ends',
      eventPattern: {
        source: ['aws.ec2'],
        detailType: ['EC2 Instance State-change Notification'],
        detail: { state: ['running', 'shutting-down', 'stopped', 'terminated'] },
      },
      targets: [target],
    });
    new Rule(this, 'Sweep', {
      description: 'A new disk is measured minutes after its instance runs; and orphans go',
      schedule: Schedule.rate(Duration.minutes(15)),
      targets: [target],
    });
  }
}

import { ArnFormat, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { CfnSubscriptionFilter, type LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { forwarderVariables, logNames } from '../../lambda/contract/logging';
import type { Config } from '../config/config';
import { HandlerFunction } from '../gate/handler-function';
import { letSend, type LogWay } from './log-way';

/**
 * Takes what log groups are subscribed to and hands it to Firehose, one record a line. CloudWatch Logs packs many lines
 * into one record, which Firehose cannot split for OpenSearch, so a direct subscription would index nothing.
 */
export class LogForwarder extends Construct {
  private readonly forwarder: HandlerFunction;
  private readonly permission: CfnPermission;

  constructor(scope: Construct, id: string, config: Config, way: LogWay, undelivered: IQueue) {
    super(scope, id);
    this.forwarder = new HandlerFunction(this, 'Forwarder', {
      handler: 'log-forwarder',
      description: 'Hands lines of log groups to Firehose, one document a line',
      config,
      timeoutSeconds: 60,
      undelivered,
    });
    const { function: lambda, role } = this.forwarder;
    lambda.addEnvironment(forwarderVariables.stream, logNames.stream);
    for (const [name, value] of Object.entries(letSend(role, way))) lambda.addEnvironment(name, value);
    this.permission = new CfnPermission(this, 'Subscriptions', {
      action: 'lambda:InvokeFunction',
      functionName: lambda.functionArn,
      principal: new ServicePrincipal('logs.amazonaws.com').service,
      sourceAccount: Stack.of(this).account,
      sourceArn: Stack.of(this).formatArn({
        service: 'logs',
        resource: 'log-group',
        resourceName: '*',
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    });
  }

  /** Every line of these groups, from now on. */
  subscribe(groups: readonly LogGroup[]): void {
    for (const group of groups) {
      const filter = new CfnSubscriptionFilter(this, `From${group.node.addr.slice(-12)}`, {
        logGroupName: group.logGroupName,
        destinationArn: this.forwarder.function.functionArn,
        filterPattern: '',
      });
      filter.addResourceDependency(this.permission);
    }
  }
}

import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { logIndexType, type LogIndexProperties } from '../../lambda/contract/logging';
import type { Config } from '../config/config';
import { HandlerFunction } from '../gate/handler-function';
import { acknowledgeWildcard } from '../nag/acknowledge';
import { domainArn } from './domain-arn';

/** A new domain takes minutes until its security plugin answers. */
const timeoutSeconds = 600;

/** The function that gives the domain its roles, lifecycle policy and index template: the domain's master user. */
export class LogIndex extends Construct {
  readonly preparer: HandlerFunction;

  constructor(
    scope: Construct,
    id: string,
    private readonly config: Config,
  ) {
    super(scope, id);
    this.preparer = new HandlerFunction(this, 'Preparer', {
      handler: 'log-index',
      description: 'Gives the log domain its roles, its lifecycle policy and its index template',
      config,
      timeoutSeconds,
    });
    const everything = `${domainArn(this)}/*`;
    const { role } = this.preparer;
    role.addToPolicy(
      new PolicyStatement({ actions: ['es:ESHttpGet', 'es:ESHttpPut', 'es:ESHttpPost', 'es:ESHttpDelete'], resources: [everything] }),
    );
    acknowledgeWildcard(role, everything, 'Roles, policies and templates of the one domain, each with a path of its own.');
  }

  /** Runs it, whenever something that it sets has changed, or the function itself. */
  prepare(properties: Pick<LogIndexProperties, 'Endpoint' | 'WriterRoleArn'>): CustomResource {
    const { hotDays, nodes, readerRoles } = this.config.logging;
    const all: LogIndexProperties = {
      ...properties,
      HotDays: String(hotDays),
      Replicas: nodes > 1 ? '1' : '0',
      ReaderRoleArns: readerRoles,
      Code: this.code,
    };
    return new CustomResource(this, 'Index', {
      resourceType: logIndexType,
      serviceToken: this.preparer.function.functionArn,
      serviceTimeout: Duration.seconds(timeoutSeconds + 60),
      properties: { ...all },
    });
  }

  /** Name of the object that holds the function's code: a hash of its contents. */
  private get code(): string {
    const resource = this.preparer.function.node.defaultChild;
    if (!(resource instanceof CfnFunction)) return '';
    const { s3Key = '' } = Stack.of(this).resolve(resource.code) as CfnFunction.CodeProperty;
    return s3Key;
  }
}

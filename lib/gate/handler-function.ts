import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { handlerCode, type HandlerName } from '../bundling/handlers';
import type { Config } from '../config/config';
import { logRetention } from '../foundation/log-retention';
import { removalPolicy } from '../foundation/removal';

/** What distinguishes one function from another. */
export interface HandlerFunctionProps {
  readonly handler: HandlerName;
  readonly description: string;
  /** Where another stack must know it before it is made. Default: CloudFormation names it. */
  readonly functionName?: string;
  /** Where a policy of another account names its role. Default: CloudFormation names it. */
  readonly roleName?: string;
  readonly config: Config;
  /** Seconds before Lambda stops a run. */
  readonly timeoutSeconds: number;
  /** Where events go that fail after two retries; for functions that are called asynchronously. */
  readonly undelivered?: IQueue;
}

/** One function with a role and a log of its own. It may write that log and nothing else; the rest is granted. */
export class HandlerFunction extends Construct {
  readonly function: Function;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: HandlerFunctionProps) {
    super(scope, id);
    const { handler, description, functionName, roleName, config, timeoutSeconds, undelivered } = props;
    const logGroup = new LogGroup(this, 'Log', { retention: logRetention(config), removalPolicy: removalPolicy(config) });
    const assumedBy = new ServicePrincipal('lambda.amazonaws.com');
    this.role = new Role(this, 'Role', { assumedBy, description, ...(roleName && { roleName }) });
    logGroup.grantWrite(this.role);
    this.function = new Function(this, 'Function', {
      description,
      ...(functionName && { functionName }),
      code: handlerCode(handler),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      // Memory buys processor time; at 512 MB a cold start takes about half of what it takes at 256.
      memorySize: 512,
      timeout: Duration.seconds(timeoutSeconds),
      role: this.role,
      logGroup,
      environment: { POWERTOOLS_SERVICE_NAME: handler },
      ...(undelivered && { deadLetterQueue: undelivered, retryAttempts: 2, maxEventAge: Duration.hours(1) }),
    });
  }
}

import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { logNames } from '../../lambda/contract/logging';

/** ARN of the domain, by its name: roles that use it and the domain that lets them in could not refer to each other. */
export const domainArn = (scope: Construct): string =>
  Stack.of(scope).formatArn({ service: 'es', resource: 'domain', resourceName: logNames.domain });

/** ARN of the Firehose stream, by its name: whoever writes to it needs no reference to the stack that holds it. */
export const logStreamArn = (scope: Construct): string =>
  Stack.of(scope).formatArn({ service: 'firehose', resource: 'deliverystream', resourceName: logNames.stream });

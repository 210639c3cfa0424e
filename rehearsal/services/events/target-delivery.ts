import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Principal } from '../../cloud/service';
import { deliver } from '../deliver';
import type { Lifetime } from '../lifetime';
import type { Envelope } from './envelope';
import type { Rule, Target } from './rule';
import { targetText } from './target-input';

/** Longest pause between two attempts, in virtual milliseconds. EventBridge backs off exponentially. */
const longestPause = 300_000;

const isTransient = (error: AwsError): boolean => error.status >= 500 || /Throttl|TooManyRequests|Rate/.test(error.code);

type Attempt = { readonly kind: 'delivered' } | { readonly kind: 'failed'; readonly error: AwsError };

/** Sends an event to a target, retries what may pass, and ends in the dead-letter queue. Never throws for an AWS error. */
export const deliverToTarget = async (cloud: Cloud, lifetime: Lifetime, rule: Rule, target: Target, event: Envelope): Promise<void> => {
  const deadline = cloud.clock.now() + target.maximumEventAgeSeconds * 1000;
  for (let retries = 0; ; retries += 1) {
    const attempt = await tryOnce(cloud, rule, target, event);
    if (attempt.kind === 'delivered') return;
    const { error } = attempt;
    const pause = Math.min(longestPause, 1000 * 2 ** retries);
    if (!isTransient(error)) return bury(cloud, rule, target, event, { error, retries });
    if (retries >= target.maximumRetryAttempts)
      return bury(cloud, rule, target, event, { error, retries, condition: 'MaximumRetryAttempts' });
    if (cloud.clock.now() + pause > deadline)
      return bury(cloud, rule, target, event, { error, retries, condition: 'MaximumEventAgeInSeconds' });
    await lifetime.sleep(pause);
  }
};

const callerFor = (rule: Rule, roleArn: string | undefined): Principal =>
  roleArn === undefined ? { kind: 'service', name: 'events.amazonaws.com', sourceArn: rule.arn } : { kind: 'role', arn: roleArn };

const tryOnce = async (cloud: Cloud, rule: Rule, target: Target, event: Envelope): Promise<Attempt> => {
  try {
    await deliver(cloud, {
      targetArn: target.arn,
      body: targetText(target.input, event, rule),
      caller: callerFor(rule, target.roleArn),
      passed: event,
      ...(target.messageGroupId === undefined ? {} : { messageGroupId: target.messageGroupId }),
    });
    return { kind: 'delivered' };
  } catch (error) {
    if (error instanceof AwsError) return { kind: 'failed', error };
    throw error;
  }
};

interface Failure {
  readonly error: AwsError;
  readonly retries: number;
  readonly condition?: string;
}

const bury = async (cloud: Cloud, rule: Rule, target: Target, event: Envelope, failure: Failure): Promise<void> => {
  const { error, retries, condition } = failure;
  cloud.log('events', `rule ${rule.name} could not deliver "${event['detail-type']}" to ${target.arn}: ${error.code}: ${error.message}`);
  if (target.deadLetterArn === undefined) return;
  const attributes = {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.arn,
    ERROR_CODE: error.code,
    ERROR_MESSAGE: error.message,
    RETRY_ATTEMPTS: String(retries),
    ...(condition === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: condition }),
  };
  try {
    await deliver(cloud, { targetArn: target.deadLetterArn, body: JSON.stringify(event), attributes, caller: callerFor(rule, undefined) });
  } catch (undeliverable) {
    cloud.log('events', `the dead-letter queue of rule ${rule.name} refused the event: ${String(undeliverable)}`);
  }
};

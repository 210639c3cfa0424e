import type { Cloud } from '../../cloud/cloud';
import type { Principal } from '../../cloud/service';
import { deliver } from '../deliver';
import type { Lifetime } from '../lifetime';
import type { Invocation, InvocationOutcome } from './api';
import type { DeployedFunction } from './deployed-function';

/** Virtual time that Lambda waits before the first and the second retry of an asynchronous invocation. */
const retryDelaysMilliseconds = [60_000, 120_000];

/** Runs an asynchronous invocation to its end: retries, then the destination and the dead-letter queue. */
export const runAsync = async (cloud: Cloud, lifetime: Lifetime, deployed: DeployedFunction, invocation: Invocation): Promise<void> => {
  const settings = deployed.asyncSettings;
  const deadline = cloud.clock.now() + settings.maximumEventAgeSeconds * 1000;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await deployed.run(invocation);
    const end = { invocation, outcome, attempt };
    if (outcome.kind === 'returned') return tell(cloud, deployed, settings.onSuccessArn, 'Success', end);
    const delay = retryDelaysMilliseconds[attempt - 1] ?? 0;
    const tooOld = cloud.clock.now() + delay > deadline;
    if (attempt > settings.maximumRetryAttempts || tooOld) {
      await tell(
        cloud,
        deployed,
        settings.onFailureArn,
        attempt > settings.maximumRetryAttempts ? 'RetriesExhausted' : 'EventAgeExceeded',
        end,
      );
      return bury(cloud, deployed, end);
    }
    await lifetime.sleep(delay);
  }
};

interface End {
  readonly invocation: Invocation;
  readonly outcome: InvocationOutcome;
  readonly attempt: number;
}

const roleOf = (deployed: DeployedFunction): Principal => ({ kind: 'role', arn: deployed.config.roleArn });

const parsed = (json: string): unknown => JSON.parse(json);

const record = (cloud: Cloud, deployed: DeployedFunction, condition: string, { invocation, outcome, attempt }: End) => ({
  version: '1.0',
  timestamp: new Date(cloud.clock.now()).toISOString(),
  requestContext: {
    requestId: invocation.requestId,
    functionArn: `${deployed.config.arn}:$LATEST`,
    condition,
    approximateInvokeCount: attempt,
  },
  requestPayload: parsed(invocation.payload),
  responseContext: {
    statusCode: 200,
    executedVersion: '$LATEST',
    ...(outcome.kind === 'failed' ? { functionError: 'Unhandled' } : {}),
  },
  responsePayload: outcome.kind === 'failed' ? outcome.failure : parsed(outcome.payload),
});

const tell = async (cloud: Cloud, deployed: DeployedFunction, targetArn: string | undefined, condition: string, end: End) => {
  if (targetArn === undefined) return;
  const event = {
    source: 'lambda',
    detailType: `Lambda Function Invocation Result - ${end.outcome.kind === 'failed' ? 'Failure' : 'Success'}`,
    resources: [targetArn, `${deployed.config.arn}:$LATEST`],
  };
  const body = JSON.stringify(record(cloud, deployed, condition, end));
  await attempted(cloud, deployed, () => deliver(cloud, { targetArn, body, event, caller: roleOf(deployed) }));
};

/** The dead-letter queue gets the event itself, with the reason in attributes. */
const bury = async (cloud: Cloud, deployed: DeployedFunction, { invocation, outcome }: End): Promise<void> => {
  const targetArn = deployed.config.deadLetterArn;
  if (targetArn === undefined || outcome.kind !== 'failed') return;
  const attributes = {
    RequestID: invocation.requestId,
    ErrorCode: '200',
    ErrorMessage: outcome.failure.errorMessage.slice(0, 1024) || outcome.failure.errorType,
  };
  await attempted(cloud, deployed, () => deliver(cloud, { targetArn, body: invocation.payload, attributes, caller: roleOf(deployed) }));
};

/** Lambda only counts a delivery that fails (DestinationDeliveryFailures, DeadLetterErrors); here the run's log names it. */
const attempted = async (cloud: Cloud, deployed: DeployedFunction, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    cloud.log('lambda', `the outcome of ${deployed.config.name} could not be delivered: ${String(error)}`);
  }
};

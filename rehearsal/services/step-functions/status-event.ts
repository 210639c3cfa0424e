import type { CloudEvent } from '../../cloud/cloud';
import { statusOf, type Execution, type ExecutionFailure } from './execution';

/** The event "Step Functions Execution Status Change", as it is now. Times are epoch milliseconds. */
export const statusEvent = (execution: Execution): CloudEvent => {
  const { end } = execution;
  const output = end?.status === 'SUCCEEDED' ? end.output : null;
  const failure: ExecutionFailure = end === undefined || end.status === 'SUCCEEDED' ? {} : end;
  return {
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    resources: [execution.arn],
    detail: {
      executionArn: execution.arn,
      stateMachineArn: execution.stateMachineArn,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      name: execution.name,
      status: statusOf(execution),
      startDate: execution.startDate.getTime(),
      stopDate: end?.stopDate.getTime() ?? null,
      input: execution.input,
      inputDetails: { included: true },
      output,
      outputDetails: output === null ? null : { included: true },
      error: failure.error ?? null,
      cause: failure.cause ?? null,
      redriveCount: 0,
      redriveDate: null,
      redriveStatus: end === undefined || end.status === 'SUCCEEDED' ? 'NOT_REDRIVABLE' : 'REDRIVABLE',
      redriveStatusReason: null,
    },
  };
};

/** Step Functions on a laptop: the templates' definitions in aws-local-stepfunctions, in virtual time. */
import * as v from 'valibot';
import type { Cloud } from '../../cloud/cloud';
import type { Service, ServiceFactory } from '../../cloud/service';
import { validated } from '../../cloud/validated';
import { text } from '../input';
import { Lifetime } from '../lifetime';
import { Executions } from './executions';
import { loadLibrary } from './library';
import { describeExecution, getExecutionHistory, listExecutions, startExecution, stopExecution } from './operations';
import { parseStateMachine } from './state-machine';
import { virtualTime } from './virtual-timers';

const arn = v.pipe(text, v.startsWith('arn:', 'Invalid Arn'));
const paging = { maxResults: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1000))), nextToken: v.optional(v.string()) };

const inputs = {
  start: v.object({
    stateMachineArn: arn,
    name: v.optional(v.string()),
    input: v.optional(v.pipe(v.string(), v.maxLength(262_144)), '{}'),
    traceHeader: v.optional(v.string()),
  }),
  one: v.object({ executionArn: arn }),
  stop: v.object({
    executionArn: arn,
    error: v.optional(v.pipe(v.string(), v.maxLength(256))),
    cause: v.optional(v.pipe(v.string(), v.maxLength(32_768))),
  }),
  list: v.object({
    stateMachineArn: arn,
    statusFilter: v.optional(v.picklist(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'])),
    ...paging,
  }),
  history: v.object({ executionArn: arn, reverseOrder: v.optional(v.boolean()), includeExecutionData: v.optional(v.boolean()), ...paging }),
};

/** The stand-in for Step Functions. */
export const stepFunctionsService: ServiceFactory = (cloud: Cloud): Service => {
  const lifetime = new Lifetime(cloud, 'states');
  const library = loadLibrary(virtualTime(cloud.clock, lifetime.signal));
  const executions = new Executions(cloud, lifetime, library);
  return {
    name: 'states',
    operations: {
      StartExecution: validated(inputs.start, startExecution(executions)),
      DescribeExecution: validated(inputs.one, describeExecution(executions)),
      StopExecution: validated(inputs.stop, stopExecution(cloud, executions)),
      ListExecutions: validated(inputs.list, listExecutions(executions)),
      GetExecutionHistory: validated(inputs.history, getExecutionHistory(executions)),
    },
    resources: {
      'AWS::StepFunctions::StateMachine': (request) => {
        const machine = parseStateMachine(cloud, library, request);
        executions.addMachine(machine);
        return { ref: machine.arn, attributes: { Arn: machine.arn, Name: machine.name } };
      },
    },
    stop: () => lifetime.stop(),
  };
};

import { randomUUID } from 'node:crypto';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Lifetime } from '../lifetime';
import type { Execution } from './execution';
import type { StepFunctionsLibrary } from './library';
import { runExecution } from './run-execution';
import type { StateMachine } from './state-machine';
import { statusEvent } from './status-event';

/** State machines and their executions. */
export class Executions {
  private readonly machines = new Map<string, StateMachine>();
  private readonly executions = new Map<string, Execution>();

  constructor(
    private readonly cloud: Cloud,
    private readonly lifetime: Lifetime,
    private readonly library: StepFunctionsLibrary,
  ) {}

  addMachine(machine: StateMachine): void {
    this.machines.set(machine.arn, machine);
  }

  /** Throws StateMachineDoesNotExist. */
  machine(arn: string): StateMachine {
    const found = this.machines.get(arn);
    if (found !== undefined) return found;
    throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  }

  /** Throws ExecutionDoesNotExist. */
  execution(arn: string): Execution {
    const found = this.executions.get(arn);
    if (found !== undefined) return found;
    throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  }

  /** Newest first. */
  of(stateMachineArn: string): readonly Execution[] {
    return [...this.executions.values()].filter((execution) => execution.stateMachineArn === stateMachineArn).toReversed();
  }

  /**
   * Starts an execution. The same name and input while it runs answer the running one; a name that was used before
   * with other input, or whose execution has ended, throws ExecutionAlreadyExists.
   */
  start(machine: StateMachine, name: string | undefined, input: string): Execution {
    const wanted = name ?? randomUUID();
    const known = this.executions.get(`${machine.arn.replace(':stateMachine:', ':execution:')}:${wanted}`);
    if (known === undefined) return this.begin(machine, wanted, input);
    if (known.end === undefined && known.input === input) return known;
    throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${known.arn}'`);
  }

  private begin(machine: StateMachine, name: string, input: string): Execution {
    const { execution, ended } = runExecution(this.cloud, this.library, machine, { name, input });
    this.executions.set(execution.arn, execution);
    this.cloud.emit(statusEvent(execution));
    const abort = () => execution.abort({});
    this.lifetime.signal.addEventListener('abort', abort);
    this.lifetime.run(`execution ${execution.arn}`, async () => {
      await ended;
      this.lifetime.signal.removeEventListener('abort', abort);
      if (!this.lifetime.stopped) this.cloud.emit(statusEvent(execution));
    });
    return execution;
  }
}

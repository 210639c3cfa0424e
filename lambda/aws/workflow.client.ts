import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { WorkflowState } from '../contract/workflow';
import { clientOptions } from './client-options';
import { isNamed } from './sdk-error';

/** A state machine of ours: the workflow of a validation by default. */
export class StateMachine<Input extends object = WorkflowState> {
  constructor(
    private readonly stateMachineArn: string,
    private readonly client: SFNClient = new SFNClient(clientOptions),
  ) {}

  /** Starts an execution; one of this name that was started before is left as it is. */
  async start(name: string, state: Input): Promise<void> {
    const { stateMachineArn } = this;
    try {
      await this.client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(state) }));
    } catch (error) {
      if (!isNamed(error, 'ExecutionAlreadyExists')) {
        throw error;
      }
    }
  }
}

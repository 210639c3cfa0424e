import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { WorkflowState } from '../contract/workflow';
import type { Workflow } from '../gate/ports/telling';
import { clientOptions } from './client-options';
import { isNamed } from './sdk-error';

/** The gate's state machine. */
export class StateMachine implements Workflow {
  constructor(
    private readonly stateMachineArn: string,
    private readonly client: SFNClient = new SFNClient(clientOptions),
  ) {}

  async start(name: string, state: WorkflowState): Promise<void> {
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

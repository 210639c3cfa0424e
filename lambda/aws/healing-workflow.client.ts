import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { HealingState } from '../contract/healing-workflow';
import type { HealingWorkflow } from '../healing/ports/telling';
import { clientOptions } from './client-options';
import { isNamed } from './sdk-error';

/** Healing's state machine. */
export class HealingMachine implements HealingWorkflow {
  constructor(
    private readonly stateMachineArn: string,
    private readonly client: SFNClient = new SFNClient(clientOptions),
  ) {}

  async start(name: string, state: HealingState): Promise<void> {
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

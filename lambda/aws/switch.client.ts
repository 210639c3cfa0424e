import { SSMClient } from '@aws-sdk/client-ssm';
import type { KillSwitch, SwitchReading } from '../gate/ports/settings';
import { clientOptions } from './client-options';
import { readParameter } from './parameters';

/** The kill switch, an SSM parameter that people can see and set in the console. */
export class ParameterSwitch implements KillSwitch {
  constructor(
    private readonly name: string,
    private readonly client: SSMClient = new SSMClient(clientOptions),
  ) {}

  async read(): Promise<SwitchReading> {
    const reading = await readParameter(this.client, this.name);
    if (reading.kind === 'unreadable') {
      return { position: 'off', detail: `The switch ${this.name} cannot be read (${reading.detail}), which counts as off.` };
    }
    return { position: reading.value === 'on' ? 'on' : 'off', detail: `The switch ${this.name} is “${reading.value.slice(0, 20)}”.` };
  }
}

import { SSMClient } from '@aws-sdk/client-ssm';
import type { Policies, PolicyReading } from '../gate/ports/settings';
import { parseFloors } from '../monspec/floors/parse';
import { formatIssueOf } from '../monspec/text/issues';
import { clientOptions } from './client-options';
import { readParameter } from './parameters';
import { isNamed, isTransient } from './sdk-error';

/** The policy of the platform team, an SSM parameter with the JSON of a policy file. */
export class ParameterPolicy implements Policies {
  constructor(
    private readonly name: string,
    private readonly client: SSMClient = new SSMClient(clientOptions),
  ) {}

  async read(): Promise<PolicyReading> {
    const reading = await readParameter(this.client, this.name);
    if (reading.kind === 'unreadable') {
      return this.unreadable(reading.cause, reading.detail);
    }
    const floors = parseFloors(reading.value);
    return floors.ok ? { kind: 'found', floors: floors.value } : this.unusable(floors.issues.map(formatIssueOf('policy')).join(' '));
  }

  /** Only a parameter that is not there is no policy; what may be better at the next attempt is thrown. */
  private unreadable(cause: unknown, detail: string): PolicyReading {
    if (isNamed(cause, 'ParameterNotFound')) {
      return { kind: 'none' };
    }
    if (isTransient(cause)) {
      throw cause;
    }
    return this.unusable(detail);
  }

  private unusable(detail: string): PolicyReading {
    return { kind: 'unusable', detail: `The policy ${this.name} cannot be read, so nothing is approved: ${detail}`.slice(0, 500) };
  }
}

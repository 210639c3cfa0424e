import { SSMClient } from '@aws-sdk/client-ssm';
import * as v from 'valibot';
import { environmentsSchema } from '../gate/destination-schema';
import type { Environments, EnvironmentsReading } from '../gate/ports/settings';
import { clientOptions } from './client-options';
import { readParameter } from './parameters';
import { isNamed } from './sdk-error';

const schema = v.pipe(v.string(), v.parseJson(), environmentsSchema);

/** What the stacks say of a pipeline's environments, from SSM. */
export class ParameterEnvironments implements Environments {
  constructor(
    private readonly prefix: string,
    private readonly client: SSMClient = new SSMClient(clientOptions),
  ) {}

  async read(pipeline: string): Promise<EnvironmentsReading> {
    const parameter = `${this.prefix}/${pipeline}`;
    const reading = await readParameter(this.client, parameter);
    if (reading.kind === 'unreadable') {
      return this.unreadable(parameter, reading.cause, reading.detail);
    }
    const result = v.safeParse(schema, reading.value);
    if (result.success) {
      return { kind: 'found', value: result.output };
    }
    const [issue] = result.issues;
    return {
      kind: 'unusable',
      detail: `The parameter ${parameter} does not describe environments: ${v.getDotPath(issue) ?? 'value'}: ${issue.message}. Deploy the gate’s stack again.`,
    };
  }

  /** Only a parameter that is not there is an answer; anything else may be better at the next attempt. */
  private unreadable(parameter: string, cause: unknown, detail: string): EnvironmentsReading {
    if (isNamed(cause, 'ParameterNotFound')) {
      return { kind: 'unusable', detail: `There is no parameter ${parameter}. Deploy the gate’s stack with this pipeline.` };
    }
    if (isNamed(cause, 'AccessDeniedException')) {
      return { kind: 'unusable', detail: `The parameter ${parameter} cannot be read: ${detail}. Let the function’s role read it.` };
    }
    throw cause;
  }
}

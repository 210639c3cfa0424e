import * as v from 'valibot';
import type { FunctionDestination } from '../contract/destination';
import { destinationSchema } from '../gate/destination-schema';
import { GateError } from '../gate/gate-error';

const schema = v.pipe(v.string(), v.parseJson(), destinationSchema);

/** Where this function deploys to; throws `BadDestination`. */
export const parseDestination = (text: string): FunctionDestination => {
  const result = v.safeParse(schema, text);
  if (result.success && result.output.kind === 'function') {
    return result.output;
  }
  throw new GateError(
    'BadDestination',
    `The variable DESTINATION describes no alias of a function: ${text.slice(0, 200)}`,
    'Deploy the environment’s stack again, which sets it.',
  );
};

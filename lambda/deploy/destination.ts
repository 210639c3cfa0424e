import * as v from 'valibot';
import type { DeployAccess } from '../contract/deploy';
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

const name = v.pipe(v.string(), v.minLength(1));
const accessSchema = v.pipe(v.string(), v.parseJson(), v.object({ roleArn: name, region: name, externalId: name }));

/** How it is reached: `undefined` where it is in this function's own account; throws `BadDestination`. */
export const parseAccess = (text: string | undefined): DeployAccess | undefined => {
  if (text === undefined) {
    return undefined;
  }
  const result = v.safeParse(accessSchema, text);
  if (result.success) {
    return result.output;
  }
  throw new GateError(
    'BadDestination',
    `The variable ACCESS describes no role of another account: ${text.slice(0, 200)}`,
    'Deploy the pipeline’s stack again, which sets it.',
  );
};

import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Operation } from '../../cloud/service';
import { text } from '../input';
import type { Lifetime } from '../lifetime';
import type { Invocation, InvocationOutcome, InvokeInput, InvokeOutput } from './api';
import { runAsync } from './async-invocation';
import type { FunctionRegistry } from './function-registry';

/** Bytes of a payload: 6 MB to and from a function, 1 MB of an asynchronous event. */
const limits = { RequestResponse: 6 * 1024 * 1024, DryRun: 6 * 1024 * 1024, Event: 1024 * 1024 } as const;

/** Members of Invoke's input. */
export const invokeInput: v.GenericSchema<unknown, InvokeInput> = v.pipe(
  v.object({
    FunctionName: text,
    InvocationType: v.optional(
      v.picklist(['RequestResponse', 'Event', 'DryRun'], 'Member must satisfy enum value set: [Event, RequestResponse, DryRun]'),
      'RequestResponse',
    ),
    Payload: v.optional(v.union([v.string(), v.instance(Uint8Array)], 'Member must be bytes')),
  }),
  v.transform(({ Payload, ...rest }): InvokeInput => (Payload === undefined ? rest : { ...rest, Payload })),
);

const readPayload = ({ Payload, InvocationType = 'RequestResponse' }: InvokeInput): string => {
  const payload = Payload === undefined ? '' : Buffer.from(Payload).toString('utf8');
  if (Buffer.byteLength(payload) > limits[InvocationType])
    throw new AwsError(
      'RequestTooLargeException',
      `${Buffer.byteLength(payload)} byte payload is too large for the ${InvocationType} invocation type (limit ${limits[InvocationType]} bytes)`,
      413,
    );
  return requireJson(payload === '' ? '{}' : payload);
};

const requireJson = (payload: string): string => {
  try {
    JSON.parse(payload);
    return payload;
  } catch (error) {
    throw new AwsError('InvalidRequestContentException', `Could not parse request body into json: ${(error as Error).message}`);
  }
};

const answerOf = (outcome: InvocationOutcome, ExecutedVersion: string): InvokeOutput => {
  const base = { StatusCode: 200, ExecutedVersion };
  if (outcome.kind === 'failed') return { ...base, FunctionError: 'Unhandled', Payload: Buffer.from(JSON.stringify(outcome.failure)) };
  return { ...base, Payload: Buffer.from(outcome.payload) };
};

/** Lambda refuses an answer beyond 6 MB in the function's name. */
const withinLimit = (outcome: InvocationOutcome): InvocationOutcome => {
  if (outcome.kind === 'failed' || Buffer.byteLength(outcome.payload) <= limits.RequestResponse) return outcome;
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${limits.RequestResponse} bytes).`;
  return { kind: 'failed', failure: { errorType: 'Function.ResponseSizeTooLarge', errorMessage } };
};

/** The operation Invoke. */
export const invoke = (cloud: Cloud, lifetime: Lifetime, registry: FunctionRegistry): Operation<InvokeInput, InvokeOutput> => ({
  needs: (input) => [{ action: 'lambda:InvokeFunction', resource: registry.arnOf(input.FunctionName) }],
  run: async (input) => {
    const deployed = registry.find(input.FunctionName);
    const invocation: Invocation = { requestId: randomUUID(), payload: readPayload(input) };
    switch (input.InvocationType ?? 'RequestResponse') {
      case 'DryRun':
        return { StatusCode: 204 };
      case 'Event':
        lifetime.run(`asynchronous invocation of ${deployed.config.name}`, () => runAsync(cloud, lifetime, deployed, invocation));
        return { StatusCode: 202 };
      case 'RequestResponse':
        return answerOf(withinLimit(await deployed.run(invocation)), deployed.config.version);
    }
  },
});

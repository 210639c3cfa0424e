/** How a stand-in checks the input of an operation before anything else happens. */
import * as v from 'valibot';
import { parseInput } from '../services/input';
import type { Operation } from './service';

/**
 * An operation whose input is parsed by a schema, both before its needs are asked for and before it runs.
 * Members that the schema does not name are dropped, so name every member that `run` reads.
 *
 * @param code error that the service gives for bad input; default `ValidationException`
 */
export const validated = <Input, Output>(
  schema: v.GenericSchema<unknown, Input>,
  definition: Operation<NoInfer<Input>, Output>,
  code = 'ValidationException',
): Operation<never, unknown> => ({
  needs: (input: unknown) => definition.needs(parseInput(schema, input, code)),
  run: (input: unknown, caller) => definition.run(parseInput(schema, input, code), caller),
});

/** A time stamp: a Date from a stand-in, or the epoch seconds or ISO text that the JSON protocols carry. */
export const timestamp = v.pipe(
  v.union([v.date(), v.number(), v.pipe(v.string(), v.isoTimestamp())]),
  v.transform((value) => (typeof value === 'number' ? new Date(value * 1000) : new Date(value))),
);

/** Bytes: a Uint8Array from a stand-in, or the base64 text that the JSON protocols carry. */
export const blob = v.union([
  v.instance(Uint8Array),
  v.pipe(
    v.string(),
    v.base64(),
    v.transform((text): Uint8Array => Buffer.from(text, 'base64')),
  ),
]);

/** A whole number; the query protocol and templates may carry it as text. */
export const integer = v.union([v.pipe(v.number(), v.integer()), v.pipe(v.string(), v.regex(/^-?\d+$/), v.transform(Number))]);

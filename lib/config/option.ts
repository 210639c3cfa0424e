import * as v from 'valibot';

/** One option: what it may be, what it is where nobody says, and a sentence for docs/configuration.md. */
export const option = <const Schema extends v.GenericSchema, const Fallback extends v.Default<Schema, undefined>>(
  schema: Schema,
  fallback: Fallback,
  description: string,
) => v.pipe(v.optional(schema, fallback), v.description(description));

/** An option that may stay away; the sentence says what holds then. */
export const choice = <const Schema extends v.GenericSchema>(schema: Schema, description: string) =>
  v.pipe(v.exactOptional(schema), v.description(description));

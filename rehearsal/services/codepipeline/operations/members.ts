/** Members that many CodePipeline requests have, with the limits of the service model. */
import * as v from 'valibot';

const named = (pattern: RegExp) => v.pipe(v.string(), v.minLength(1), v.maxLength(100), v.regex(pattern, `must match ${pattern.source}`));

export const name = named(/^[A-Za-z0-9.@\-_]+$/);
export const uuid = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a UUID'));
export const maxResults = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 100);
export const nextToken = v.optional(v.pipe(v.string(), v.maxLength(2048)));
